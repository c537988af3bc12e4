//! Less work where the processor does that of a graphics card.

use bevy::ecs::prelude::*;
use std::time::Duration;

/// Between two frames of a run where work is saved: thirty a second.
const SPARING: Duration = Duration::from_millis(30);

/// What draws the window, and whether its work is saved.
#[derive(Resource, Clone, Debug, Default)]
pub struct Thrift {
    /// What draws in place of a graphics card: its name.
    pub software: Option<String>,
    /// Whether it is to draw as much as a card would.
    pub all: bool,
    /// What egui was told.
    smoothed: Option<bool>,
}

impl Thrift {
    /// For an adapter of this name; `processor`: it is no card of its own.
    #[must_use]
    pub fn of(name: &str, processor: bool) -> Self {
        // Drivers of which some do not say that they are software.
        let known = ["llvmpipe", "lavapipe", "softpipe", "swiftshader", "basic render"];
        let software = processor || known.iter().any(|known| name.to_lowercase().contains(known));
        Self { software: software.then(|| name.to_owned()), ..Self::default() }
    }

    /// Whether work is saved.
    #[must_use]
    pub fn saves(&self) -> bool {
        self.software.is_some() && !self.all
    }

    /// Frames of a run are no nearer to each other than this.
    #[must_use]
    pub fn least(&self) -> Duration {
        if self.saves() { SPARING } else { Duration::ZERO }
    }

    /// What there is to say at the beginning.
    #[must_use]
    pub fn notice(&self) -> Option<String> {
        let name = self.software.as_ref().filter(|_| self.saves())?;
        Some(format!(
            "No graphics card is used: the processor draws ({name}), 30 frames a second at most. View, Draw \
             sparingly changes that"
        ))
    }
}

/// Edges are smoothed by more triangles around each shape: not where work is saved.
pub fn apply(ctx: &bevy_egui::egui::Context, world: &mut World) {
    let mut thrift = world.resource_mut::<Thrift>();
    let smooth = !thrift.saves();
    if thrift.smoothed.unwrap_or(true) != smooth {
        ctx.options_mut(|options| options.tessellation_options.feathering = smooth);
    }
    if thrift.smoothed != Some(smooth) {
        thrift.smoothed = Some(smooth);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn software_is_known_by_its_kind_or_its_name_and_can_be_overruled() {
        let none = Thrift::of("NVIDIA GeForce RTX 3060", false);
        assert!(!none.saves() && none.least().is_zero() && none.notice().is_none());
        for (name, processor) in [
            ("llvmpipe (LLVM 15.0.6, 256 bits)", false),
            ("Microsoft Basic Render Driver", false),
            ("X", true),
        ] {
            let mut thrift = Thrift::of(name, processor);
            assert!(thrift.saves() && !thrift.least().is_zero());
            assert!(thrift.notice().is_some_and(|text| text.contains(name)));
            thrift.all = true;
            assert!(!thrift.saves() && thrift.least().is_zero() && thrift.notice().is_none());
        }
    }
}
