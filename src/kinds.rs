//! The one list of what a scene's lists can hold.
//!
//! A kind of entry is a file of its own, which implements [`EntryType`](crate::entry::EntryType), and a line here: its
//! room, its file, its type, and the list of a creature that holds it. The line declares the file as a module of its
//! room, gives creatures the list, and makes the kind known to all that goes over the kinds: reading, the check,
//! saving, edits and undo, the canvas and the inspector.
//!
//! The order is that of the lists in a file, and the order in which senses charge their neurons.

/// Calls a macro with the list of kinds. (rustfmt does not follow modules that a macro declares: `.ci/run` gives it
/// all files by name.)
macro_rules! every_kind {
    ($then:ident) => {
        $then! {
            synapses: Synapse(SynapseEntry) from nervous/synapse;
            gaps: Gap(GapEntry) from nervous/gap;
            skin: Skin(Skin) from senses/skin;
            stretch: Stretch(Stretch) from senses/stretch;
            muscles: Muscle(MuscleEntry) from nervous/muscle;
            astrocytes: Astrocyte(AstrocyteEntry) from nervous/astrocyte;
            notes: Note(Note) from nervous/note;
            frames: Frame(Frame) from nervous/frame;
        }
    };
}

/// Declares those files of the list that are in `nervous`.
macro_rules! declare_nervous {
    () => {};
    ($list:ident: $Kind:ident($Type:ident) from nervous/$file:ident; $($rest:tt)*) => {
        mod $file;
        pub use $file::*;
        declare_nervous! { $($rest)* }
    };
    ($list:ident: $Kind:ident($Type:ident) from $room:ident/$file:ident; $($rest:tt)*) => {
        declare_nervous! { $($rest)* }
    };
}

/// Declares those files of the list that are in `senses`.
macro_rules! declare_senses {
    () => {};
    ($list:ident: $Kind:ident($Type:ident) from senses/$file:ident; $($rest:tt)*) => {
        mod $file;
        pub use $file::*;
        declare_senses! { $($rest)* }
    };
    ($list:ident: $Kind:ident($Type:ident) from $room:ident/$file:ident; $($rest:tt)*) => {
        declare_senses! { $($rest)* }
    };
}
