//! All colours of the window, and the one place where egui's style is set.
//!
//! Colour carries meaning, once: a class is a rim, activity is the brightness of a filling,
//! excitation is warm, inhibition is cool, an electrical link is grey, one accent marks what is
//! selected. Everything else keeps to quiet tones. Text contrasts with its ground by 4.5 : 1 or
//! more in both themes; a test holds that.

use bevy_egui::egui::ecolor::{gamma_u8_from_linear_f32, linear_f32_from_gamma_u8};
use bevy_egui::egui::{
    self, Color32, CornerRadius, FontFamily, FontId, Margin, Stroke, TextStyle, Theme, Vec2, epaint::Shadow,
};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// Dark or light.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mode {
    /// For a screen.
    #[default]
    Dark,
    /// For a projector.
    Light,
}

impl Mode {
    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Dark => Self::Light,
            Self::Light => Self::Dark,
        }
    }

    /// Its colours.
    #[must_use]
    pub const fn palette(self) -> &'static Palette {
        match self {
            Self::Dark => &DARK,
            Self::Light => &LIGHT,
        }
    }
}

/// Every colour that is drawn.
#[derive(Clone, Debug)]
pub struct Palette {
    /// Whether it is the dark one.
    pub dark: bool,
    /// Ground of panels.
    pub panel: Color32,
    /// Ground of bars at the top and the bottom.
    pub bar: Color32,
    /// Ground of fields that take text, of plots and meters.
    pub well: Color32,
    /// Ground of buttons.
    pub button: Color32,
    /// Ground of a button under the pointer.
    pub button_hover: Color32,
    /// Lines between things.
    pub line: Color32,
    /// Text.
    pub text: Color32,
    /// Text that matters most.
    pub strong: Color32,
    /// Text that matters less.
    pub weak: Color32,
    /// What is selected.
    pub accent: Color32,
    /// Ground of what is selected.
    pub accent_ground: Color32,
    /// A fault.
    pub error: Color32,
    /// Something to be careful with.
    pub warn: Color32,
    /// The ground that worms crawl on.
    pub ground: Color32,
    /// The lines of its grid.
    pub grid: Color32,
    /// Its grain.
    pub grain: Color32,
    /// The trail of a worm.
    pub trail: Color32,
    /// Posts and walls.
    pub obstacle: Color32,
    /// Their rim.
    pub obstacle_rim: Color32,
    /// A worm in full light.
    pub worm_light: Color32,
    /// A worm in the shade.
    pub worm_shade: Color32,
    /// The rim of a worm.
    pub worm_rim: Color32,
    /// Eye spots and mouth.
    pub worm_mark: Color32,
    /// Shadow on the ground.
    pub shadow: Color32,
    /// A muscle at rest.
    pub muscle_rest: Color32,
    /// A muscle fully active.
    pub muscle_full: Color32,
    /// Skin that is touched.
    pub skin: Color32,
    /// The probe.
    pub probe: Color32,
    /// The ground of the network.
    pub canvas: Color32,
    /// Inside of a neuron without potential.
    pub neuron: Color32,
    /// Inside of a neuron at its threshold.
    pub neuron_full: Color32,
    /// Inside of a neuron below zero.
    pub neuron_below: Color32,
    /// The flash of a release.
    pub flash: Color32,
    /// Excitation.
    pub excite: Color32,
    /// Inhibition.
    pub inhibit: Color32,
    /// An electrical link.
    pub electric: Color32,
    /// A neuron without a class.
    pub classless: Color32,
    /// The plot: potential, pool, dendrite.
    pub curves: [Color32; 3],
}

impl Palette {
    /// The colour of what can be felt so far outside the worm: stretch, skin, and whatever lies beyond.
    #[must_use]
    pub const fn sense(&self, lane: u8) -> Color32 {
        match lane {
            0 => self.accent,
            1 => self.electric,
            2 => self.skin,
            lane if lane % 2 == 1 => self.inhibit,
            _ => self.excite,
        }
    }
}

const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

static DARK: Palette = Palette {
    dark: true,
    panel: rgb(0x151a20),
    bar: rgb(0x12161b),
    well: rgb(0x0d1115),
    button: rgb(0x222a32),
    button_hover: rgb(0x2d3741),
    line: rgb(0x2a333c),
    text: rgb(0xc9d2da),
    strong: rgb(0xf0f4f7),
    weak: rgb(0x93a1ad),
    accent: rgb(0x4fc3c7),
    accent_ground: rgb(0x1c454c),
    error: rgb(0xff7b72),
    warn: rgb(0xe8b45a),
    ground: rgb(0x0f1418),
    grid: rgb(0x242e36),
    grain: rgb(0x394650),
    trail: rgb(0x8fa6b3),
    obstacle: rgb(0x3a4650),
    obstacle_rim: rgb(0x5a6976),
    worm_light: rgb(0xf1d8bd),
    worm_shade: rgb(0x8d6250),
    worm_rim: rgb(0x553930),
    worm_mark: rgb(0x3a221c),
    shadow: Color32::from_rgba_premultiplied(0, 0, 0, 120),
    muscle_rest: rgb(0xd9a890),
    muscle_full: rgb(0xb3162a),
    skin: rgb(0xffe066),
    probe: rgb(0xdce6ee),
    canvas: rgb(0x11161b),
    neuron: rgb(0x1c232a),
    neuron_full: rgb(0xf4e9c9),
    neuron_below: rgb(0x3c5f8a),
    flash: rgb(0xfffbe6),
    excite: rgb(0xe99a4e),
    inhibit: rgb(0x5b9df0),
    electric: rgb(0x9aa5ae),
    classless: rgb(0x9aa5ae),
    curves: [rgb(0x4fc3c7), rgb(0xe9b35a), rgb(0xb89cf0)],
};

static LIGHT: Palette = Palette {
    dark: false,
    panel: rgb(0xf6f6f3),
    bar: rgb(0xecede9),
    well: rgb(0xffffff),
    button: rgb(0xe3e5e1),
    button_hover: rgb(0xd5d9d5),
    line: rgb(0xcfd3cf),
    text: rgb(0x2c353c),
    strong: rgb(0x10161b),
    weak: rgb(0x556069),
    accent: rgb(0x066f78),
    accent_ground: rgb(0xc4e4e6),
    error: rgb(0xb3261e),
    warn: rgb(0x8a5600),
    ground: rgb(0xebeae2),
    grid: rgb(0xd8d8cd),
    grain: rgb(0xc4c4b6),
    trail: rgb(0x8b8f80),
    obstacle: rgb(0xbdc2bd),
    obstacle_rim: rgb(0x939a95),
    worm_light: rgb(0xf8e3cd),
    worm_shade: rgb(0xb4836c),
    worm_rim: rgb(0x855a4a),
    worm_mark: rgb(0x4a2d24),
    shadow: Color32::from_rgba_premultiplied(0, 0, 0, 48),
    muscle_rest: rgb(0xe0b09a),
    muscle_full: rgb(0xb3162a),
    skin: rgb(0xf0a000),
    probe: rgb(0x3b4852),
    canvas: rgb(0xf3f3ef),
    neuron: rgb(0xffffff),
    neuron_full: rgb(0xf2b53c),
    neuron_below: rgb(0xb5cff0),
    flash: rgb(0xff8c00),
    excite: rgb(0xb85c0a),
    inhibit: rgb(0x1f5fbf),
    electric: rgb(0x6a737a),
    classless: rgb(0x6a737a),
    curves: [rgb(0x066f78), rgb(0xa86200), rgb(0x6b46b8)],
};

/// Colours for classes that name none, far from one another in hue.
const CLASS_COLORS: [u32; 8] =
    [0xe8c547, 0x5aa9e6, 0xd1495b, 0x6bbf59, 0xb07fd8, 0xe08e45, 0x4fc3a1, 0xd97fb0];

/// The colour of a class: its own if it names one, else one by its place among the classes.
#[must_use]
pub fn class_color(text: &str, place: usize) -> Color32 {
    parse_color(text).unwrap_or_else(|| rgb(CLASS_COLORS[place % CLASS_COLORS.len()]))
}

/// `#rrggbb` as a colour.
#[must_use]
pub fn parse_color(text: &str) -> Option<Color32> {
    let hex = text.strip_prefix('#').filter(|hex| hex.len() == 6)?;
    u32::from_str_radix(hex, 16).ok().map(rgb)
}

/// Mixes two opaque colours.
#[must_use]
pub fn mix(a: Color32, b: Color32, t: f32) -> Color32 {
    a.lerp_to_gamma(b, t.clamp(0.0, 1.0))
}

/// Encoded to linear light, and back in steps of 1/4095.
static LINEAR: LazyLock<([f32; 256], Vec<u8>)> = LazyLock::new(|| {
    let linear = std::array::from_fn(|i| linear_f32_from_gamma_u8(i as u8));
    let encoded = (0..=4095).map(|i| gamma_u8_from_linear_f32(i as f32 / 4095.0)).collect();
    (linear, encoded)
});

/// A colour with an opacity. The device blends linear light and takes a colour that was
/// multiplied by its opacity before it was encoded; egui's own way multiplies after, which
/// would darken everything translucent.
#[must_use]
pub fn fade(color: Color32, opacity: f32) -> Color32 {
    let opacity = opacity.clamp(0.0, 1.0);
    let (linear, encoded) = &*LINEAR;
    let channel = |c: u8| encoded[(linear[c as usize] * opacity * 4095.0).round() as usize];
    let [r, g, b, a] = color.to_array();
    Color32::from_rgba_premultiplied(
        channel(r),
        channel(g),
        channel(b),
        (f32::from(a) * opacity).round() as u8,
    )
}

/// Contrast of two opaque colours, 1 to 21 (WCAG 2.1).
#[must_use]
pub fn contrast(a: Color32, b: Color32) -> f32 {
    let luminance = |color: Color32| {
        let [r, g, b, _] = egui::Rgba::from(color).to_array();
        0.2126 * r + 0.7152 * g + 0.0722 * b
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// The colour itself or, where it is hard to read on `ground`, drawn towards black or white
/// until it can be read.
#[must_use]
pub fn readable(color: Color32, ground: Color32) -> Color32 {
    let towards = if contrast(Color32::WHITE, ground) > contrast(Color32::BLACK, ground) {
        Color32::WHITE
    } else {
        Color32::BLACK
    };
    (0..=10)
        .map(|step| mix(color, towards, step as f32 / 10.0))
        .find(|c| contrast(*c, ground) >= 4.5)
        .unwrap_or(towards)
}

/// Font of small text.
#[must_use]
pub fn small() -> FontId {
    FontId::new(11.5, FontFamily::Proportional)
}

/// Font of numbers: all digits of one width, so that a number does not jump while it changes.
#[must_use]
pub fn number() -> FontId {
    FontId::new(12.0, FontFamily::Monospace)
}

/// Sets egui's style.
pub fn apply(ctx: &egui::Context, mode: Mode) {
    let theme = match mode {
        Mode::Dark => Theme::Dark,
        Mode::Light => Theme::Light,
    };
    ctx.set_theme(theme);
    let palette = mode.palette();
    ctx.style_mut_of(theme, |style| set(style, palette));
}

fn set(style: &mut egui::Style, p: &Palette) {
    style.text_styles = [
        (TextStyle::Heading, FontId::new(15.0, FontFamily::Proportional)),
        (TextStyle::Body, FontId::new(13.0, FontFamily::Proportional)),
        (TextStyle::Button, FontId::new(13.0, FontFamily::Proportional)),
        (TextStyle::Monospace, number()),
        (TextStyle::Small, small()),
    ]
    .into();
    style.drag_value_text_style = TextStyle::Monospace;
    let spacing = &mut style.spacing;
    spacing.item_spacing = Vec2::new(6.0, 5.0);
    spacing.button_padding = Vec2::new(8.0, 3.0);
    spacing.interact_size = Vec2::new(28.0, 22.0);
    spacing.menu_margin = Margin::same(6);
    spacing.window_margin = Margin::same(12);
    spacing.tooltip_width = 300.0;
    spacing.slider_rail_height = 4.0;
    spacing.scroll = egui::style::ScrollStyle::solid();
    spacing.scroll.fade.strength = 0.0;
    spacing.scroll.bar_width = 7.0;
    spacing.scroll.bar_inner_margin = 5.0;
    style.interaction.tooltip_delay = 0.35;
    style.interaction.selectable_labels = false;

    let v = &mut style.visuals;
    v.dark_mode = p.dark;
    v.override_text_color = None;
    v.weak_text_color = Some(p.weak);
    v.panel_fill = p.panel;
    v.window_fill = p.panel;
    v.window_stroke = Stroke::new(1.0, p.line);
    v.window_corner_radius = CornerRadius::same(10);
    v.menu_corner_radius = CornerRadius::same(8);
    v.window_shadow = Shadow {
        offset: [0, 6],
        blur: 24,
        spread: 0,
        color: Color32::from_black_alpha(if p.dark { 130 } else { 50 }),
    };
    v.popup_shadow = v.window_shadow;
    v.extreme_bg_color = p.well;
    v.text_edit_bg_color = Some(p.well);
    v.faint_bg_color = mix(p.panel, p.button, 0.45);
    v.code_bg_color = p.well;
    v.hyperlink_color = p.accent;
    v.warn_fg_color = p.warn;
    v.error_fg_color = p.error;
    v.selection.bg_fill = p.accent_ground;
    v.selection.stroke = Stroke::new(1.0, p.accent);
    v.slider_trailing_fill = true;
    v.striped = false;
    let radius = CornerRadius::same(5);
    let w = &mut v.widgets;
    for (widget, ground, text, rim) in [
        (&mut w.noninteractive, p.panel, p.text, p.line),
        (&mut w.inactive, p.button, p.text, p.line),
        (&mut w.hovered, p.button_hover, p.strong, p.line),
        (&mut w.active, p.accent_ground, p.strong, p.accent),
        (&mut w.open, p.button_hover, p.strong, p.line),
    ] {
        widget.bg_fill = ground;
        widget.weak_bg_fill = ground;
        widget.fg_stroke = Stroke::new(1.2, text);
        widget.bg_stroke = Stroke::new(1.0, rim);
        widget.corner_radius = radius;
        widget.expansion = 0.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_can_be_read_in_both_themes() {
        for p in [&DARK, &LIGHT] {
            for ground in [p.panel, p.bar, p.well, p.canvas, p.ground] {
                for (name, text) in [
                    ("text", p.text),
                    ("strong", p.strong),
                    ("weak", p.weak),
                    ("error", p.error),
                    ("warn", p.warn),
                    ("accent", p.accent),
                ] {
                    let ratio = contrast(text, ground);
                    assert!(ratio >= 4.5, "{name} on {ground:?}, dark: {}: {ratio}", p.dark);
                }
            }
            for ground in [p.button, p.button_hover] {
                assert!(contrast(p.text, ground) >= 4.5);
            }
            assert!(contrast(p.strong, p.accent_ground) >= 4.5);
        }
    }

    #[test]
    fn class_colors_are_read_or_chosen() {
        assert_eq!(class_color("#e8c547", 3), rgb(0xe8c547));
        assert_eq!(class_color("", 0), rgb(CLASS_COLORS[0]));
        assert_eq!(class_color("#nonsense", 9), rgb(CLASS_COLORS[1]));
    }

    #[test]
    fn any_class_color_becomes_readable() {
        for color in [Color32::BLACK, Color32::WHITE, rgb(0x808080), rgb(0xe8c547)] {
            for ground in [DARK.panel, LIGHT.panel] {
                assert!(contrast(readable(color, ground), ground) >= 4.5);
            }
        }
    }
}
