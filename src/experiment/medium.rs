//! Media as tables and command lines name them.

use crate::arena::Medium;

/// The word for a medium: `agar`, `water`, or drag along and across the body as `T:N`.
#[must_use]
pub fn medium_name(medium: Medium) -> String {
    match medium {
        Medium::Agar => "agar".to_owned(),
        Medium::Water => "water".to_owned(),
        Medium::Custom { tangential, normal } => format!("{tangential}:{normal}"),
    }
}
