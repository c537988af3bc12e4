//! Colours of a report: a few inks, and scales from a number to a colour.

/// A colour of the screen: red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rgb(pub u8, pub u8, pub u8);

/// Paper.
pub const PAPER: Rgb = Rgb(255, 255, 255);
/// Ground of a panel.
pub const GROUND: Rgb = Rgb(248, 248, 246);
/// Words that are read first.
pub const INK: Rgb = Rgb(32, 38, 46);
/// Words that explain.
pub const SOFT: Rgb = Rgb(112, 120, 130);
/// Thin rules and what stands still.
pub const FAINT: Rgb = Rgb(200, 204, 208);
/// Posts and walls.
pub const STONE: Rgb = Rgb(176, 178, 180);
/// Touches.
pub const TOUCH: Rgb = Rgb(204, 130, 20);

/// Bends: right, straight, left (after Brewer's red to blue, which is safe for the colour-blind).
pub const BEND: [Rgb; 5] =
    [Rgb(33, 102, 172), Rgb(120, 177, 212), Rgb(250, 250, 249), Rgb(239, 148, 110), Rgb(178, 24, 43)];
/// How far a joint swings: not at all to far.
pub const SWING: [Rgb; 3] = [Rgb(250, 250, 249), Rgb(178, 166, 210), Rgb(78, 38, 126)];
/// How far a joint is shortened: not at all to most.
pub const SHORTENING: [Rgb; 3] = [Rgb(250, 250, 249), Rgb(132, 196, 142), Rgb(6, 84, 52)];
/// Activation of a muscle: none to full.
pub const ACTIVITY: [Rgb; 3] = [Rgb(250, 250, 249), Rgb(150, 158, 172), Rgb(36, 44, 60)];
/// Force on the skin: none to much.
pub const FORCE: [Rgb; 3] = [Rgb(250, 250, 249), Rgb(240, 190, 100), Rgb(160, 84, 0)];
/// Time: past to present.
pub const TIME: [Rgb; 4] = [Rgb(183, 220, 208), Rgb(86, 172, 160), Rgb(24, 112, 122), Rgb(8, 48, 66)];

/// For classes that name no colour, and for the second and further creatures.
const CHOSEN: [Rgb; 8] = [
    Rgb(78, 121, 167),
    Rgb(225, 120, 50),
    Rgb(89, 161, 79),
    Rgb(176, 122, 161),
    Rgb(225, 87, 89),
    Rgb(118, 183, 178),
    Rgb(156, 117, 95),
    Rgb(128, 128, 140),
];

/// The colour that is chosen for the `index`-th thing that has none.
pub fn chosen(index: usize) -> Rgb {
    CHOSEN[index % CHOSEN.len()]
}

impl Rgb {
    /// Reads `#rrggbb`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|d| d.len() == 6 && d.is_ascii())?;
        let channel = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
        Some(Self(channel(0)?, channel(2)?, channel(4)?))
    }

    /// Part of the way to another colour, 0 to 1.
    #[must_use]
    pub fn toward(self, other: Self, part: f32) -> Self {
        let mix = |a: u8, b: u8| (f32::from(a) + (f32::from(b) - f32::from(a)) * part).round() as u8;
        Self(mix(self.0, other.0), mix(self.1, other.1), mix(self.2, other.2))
    }

    /// Lightness as the eye sees it, 0 to 1.
    pub fn lightness(self) -> f32 {
        (0.2126 * f32::from(self.0) + 0.7152 * f32::from(self.1) + 0.0722 * f32::from(self.2)) / 255.0
    }

    /// Dark enough to be seen as a thin mark on paper: colours of scenes are made for a dark window.
    #[must_use]
    pub fn on_paper(self) -> Self {
        const DARK_ENOUGH: f32 = 0.58;
        let lightness = self.lightness();
        if lightness <= DARK_ENOUGH {
            self
        } else {
            self.toward(Self(0, 0, 0), 1.0 - DARK_ENOUGH / lightness)
        }
    }
}

/// The colour at a place on a scale, 0 to 1; what lies outside counts as the end.
pub fn scale(stops: &[Rgb], at: f32) -> Rgb {
    let last = stops.len() - 1;
    // A NaN is clamped to a NaN and lands at the first stop.
    let place = at.clamp(0.0, 1.0) * last as f32;
    let below = (place as usize).min(last.saturating_sub(1));
    stops[below].toward(stops[(below + 1).min(last)], place - below as f32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_of_scenes_are_read() {
        assert_eq!(Rgb::parse("#e8c547"), Some(Rgb(232, 197, 71)));
        for bad in ["", "#", "#12345", "e8c547", "#gggggg", "#ää12"] {
            assert_eq!(Rgb::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_scale_goes_from_end_to_end() {
        assert_eq!(scale(&BEND, -3.0), BEND[0]);
        assert_eq!(scale(&BEND, 0.5), BEND[2]);
        assert_eq!(scale(&BEND, 7.0), BEND[4]);
        scale(&TIME, f32::NAN);
    }

    #[test]
    fn light_colours_are_darkened_and_dark_ones_left_alone() {
        assert!(Rgb(232, 197, 71).on_paper().lightness() < 0.6);
        assert_eq!(INK.on_paper(), INK);
    }
}
