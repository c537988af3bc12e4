//! The table of all neurons, or of all links, at the bottom: it stays open while the scene runs, sorts by any column,
//! and its cells are edited, copied and saved.
//!
//! | file | subject |
//! |---|---|
//! | `column` | what a column is, and what stands in a cell |
//! | `neurons`, `links` | the columns of neurons, made of the declaration of their parameters; those of links |
//! | `rates` | how often each neuron releases |
//! | `book` | which rows there are, in which order, and when they are sorted anew |
//! | `rows` | the cells in sight, and the fields in the row that is selected |
//! | `hands` | clicks and keys: what they select |
//! | `export` | the table as text, for a spreadsheet and for a file |
//! | `panel`, `bar` | the panel, and what stands above the table |
//! | `commands` | what can be done by name |

mod bar;
mod book;
mod column;
mod commands;
mod export;
mod hands;
mod links;
mod neurons;
mod panel;
mod rates;
mod rows;

pub use commands::COMMANDS;
#[cfg(test)]
pub use export::keep;

use crate::edit::NeuronKey;
use crate::edit::build::EntryKey;
use crate::window::state::Panel;
use crate::window::state::columns::Columns;
use bevy::app::App;
use bevy::ecs::prelude::*;
use book::Book;
use column::Column;

/// The table, at the bottom.
pub const PANEL: Panel = Panel { plugin, show: panel::show };

/// What the table remembers while the window is open.
#[derive(Resource, Debug, Default)]
pub struct NeuronTable {
    /// What the rows are narrowed to.
    filter: String,
    /// The rows of neurons, and those of links.
    books: [Book; 2],
    /// Whether the pointer was over the rows in the last frame.
    over: bool,
    /// Where a range that is chosen begins.
    anchor: Option<NeuronKey>,
    /// What was selected in the last frame: another that is selected elsewhere is brought into sight.
    seen: (Option<NeuronKey>, Option<EntryKey>),
}

impl NeuronTable {
    /// The numbers of the rows, in the order in which they are shown.
    fn rows(&self, columns: &Columns) -> &[u32] {
        self.books[usize::from(columns.links)].rows()
    }

    /// How often rows were put in order.
    #[cfg(test)]
    pub fn sorts(&self) -> u32 {
        self.books.iter().map(|book| book.sorts).sum()
    }

    /// Narrows the rows.
    #[cfg(test)]
    pub fn narrow(&mut self, filter: &str) {
        filter.clone_into(&mut self.filter);
    }
}

/// All columns of what is shown.
fn all(columns: &Columns) -> &'static [Column] {
    if columns.links { links::columns() } else { neurons::columns() }
}

/// The columns that are shown.
fn shown(columns: &Columns) -> Vec<&'static Column> {
    all(columns).iter().filter(|column| !columns.hidden.contains(&column.name)).collect()
}

fn plugin(app: &mut App) {
    app.init_resource::<NeuronTable>();
    rates::plugin(app);
}
