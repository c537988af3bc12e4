//! What an entry of a scene is, whatever it is an entry of: the ground that the rooms with documents stand on.
//!
//! * `record!`: a struct of a scene whose fields are declared once.
//! * [`EntryType`]: a kind of entry in the lists of a creature (a synapse, a patch of skin, a muscle ...): how it
//!   is checked, put into the world and read back, and where on a body it is. Each is a file of its own in the room
//!   that it belongs to; `src/kinds.rs` lists them.
//! * [`Symbol`]: a name that millions refer to.
//! * [`Checker`]: walks a document and collects what is wrong with it, with [`DocPath`] for where.
//!
//! Nothing here knows a neuron or a body.

mod by_name;
pub mod checker;
mod fields;
mod kind;
mod names;
mod path;
mod record;
mod symbol;

pub(crate) use by_name::by_name;
pub use checker::{Checker, MAX_COLLECTED, Names, SemanticFault};
pub use fields::{
    Field, FieldInfo, Fields, Fit, Role, Value, With, check_field, check_fields, fit_body, from_fields, get,
};
pub use kind::{
    Along, Around, EntryItem, EntryType, ListId, ListPlace, Site, Tag, ends, forget, named, rename_ends,
    rename_named,
};
pub use names::{ANY, MAX_NAME, nearest};
pub(crate) use names::{counted, listed, suggestion};
pub use path::{DocPath, Segment};
pub(crate) use record::record;
pub use record::{IntoStruct, IntoVariant, Record, RecordVisitor, Sink, serialize};
pub use symbol::Symbol;

/// A pair of amounts of transmitter: excitatory, inhibitory.
pub type Pair = (f32, f32);

/// Largest coordinate, either way.
pub const MAX_COORDINATE: f32 = 1.0e5;

/// Whether a value is the default of its type: such fields are not written.
pub(crate) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
