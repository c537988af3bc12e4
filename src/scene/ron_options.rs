//! How scenes are put into RON.

use ron::extensions::Extensions;

/// How scenes are read and written: `Some(...)` is not spelled out.
pub(super) fn options() -> ron::Options {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME).with_recursion_limit(128)
}
