//! What is made of the colours: those of classes, mixed and faded ones; fonts; and the one place where egui's style is
//! set.

pub use super::palette::{Colours, Look, Mode, Palette};

use super::palette::{DARK, LIGHT, rgb};
use super::palettes::{BOLD_DARK, BOLD_LIGHT, SAFE_DARK, SAFE_LIGHT};
use bevy_egui::egui::ecolor::{gamma_u8_from_linear_f32, linear_f32_from_gamma_u8};
use bevy_egui::egui::{
    self, Color32, CornerRadius, FontFamily, FontId, Margin, Stroke, TextStyle, Theme, Vec2,
    epaint::{FontColorTransferFunction, Shadow},
};
use std::sync::LazyLock;

impl Look {
    /// Its colours.
    #[must_use]
    pub const fn palette(self) -> &'static Palette {
        match (self.colours, self.mode) {
            (Colours::Usual, Mode::Dark) => &DARK,
            (Colours::Usual, Mode::Light) => &LIGHT,
            (Colours::ColourBlind, Mode::Dark) => &SAFE_DARK,
            (Colours::ColourBlind, Mode::Light) => &SAFE_LIGHT,
            (Colours::HighContrast, Mode::Dark) => &BOLD_DARK,
            (Colours::HighContrast, Mode::Light) => &BOLD_LIGHT,
        }
    }
}

impl Mode {
    /// The colours of the house.
    #[must_use]
    pub const fn palette(self) -> &'static Palette {
        Look { mode: self, colours: Colours::Usual }.palette()
    }
}

/// Colours for classes that name none, far from one another in hue.
const CLASS_COLORS: [u32; 8] =
    [0xe8c547, 0x5aa9e6, 0xd1495b, 0x6bbf59, 0xb07fd8, 0xe08e45, 0x4fc3a1, 0xd97fb0];

/// The colour of a class: its own if it names one, else one by its place among the classes.
#[must_use]
pub fn class_color(text: &str, place: usize) -> Color32 {
    parse_color(text).unwrap_or_else(|| rgb(CLASS_COLORS[place % CLASS_COLORS.len()]))
}

impl Palette {
    /// The colour that a class is drawn in: as [`class_color`], unless these colours have their own for classes; so far
    /// from the ground that a ring of it can be seen.
    #[must_use]
    pub fn class(&self, text: &str, place: usize) -> Color32 {
        let color =
            self.classes.map_or_else(|| class_color(text, place), |classes| classes[place % classes.len()]);
        drawn_away(color, self.canvas, SEEN)
    }
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

/// Contrast of what is written in a colour of its own: more than is asked for, since it stands on buttons and on what is
/// selected too.
const READABLE: f32 = 6.0;

/// Contrast of a sign, as the rim of a neuron (WCAG 2.1, 1.4.11).
const SEEN: f32 = 3.0;

/// The colour itself or, where it is hard to read on `ground`, drawn towards black or white
/// until it can be read.
#[must_use]
pub fn readable(color: Color32, ground: Color32) -> Color32 {
    drawn_away(color, ground, READABLE)
}

/// The colour itself or, where it contrasts with `ground` by less, drawn towards black or white until it does.
fn drawn_away(color: Color32, ground: Color32, least: f32) -> Color32 {
    let towards = if contrast(Color32::WHITE, ground) > contrast(Color32::BLACK, ground) {
        Color32::WHITE
    } else {
        Color32::BLACK
    };
    (0..=10)
        .map(|step| mix(color, towards, step as f32 / 10.0))
        .find(|c| contrast(*c, ground) >= least)
        .unwrap_or(towards)
}

/// Font of small text: a word beside something, never a sentence.
#[must_use]
pub fn small() -> FontId {
    FontId::new(12.0, FontFamily::Proportional)
}

/// Font of sentences that explain: who needs them most reads them longest.
#[must_use]
pub fn prose() -> FontId {
    FontId::new(13.0, FontFamily::Proportional)
}

/// Font of numbers: all digits of one width, so that a number does not jump while it changes.
#[must_use]
pub fn number() -> FontId {
    FontId::new(12.0, FontFamily::Monospace)
}

/// Sets egui's style. `still`: nothing slides or fades.
pub fn apply(ctx: &egui::Context, look: Look, still: bool) {
    let theme = match look.mode {
        Mode::Dark => Theme::Dark,
        Mode::Light => Theme::Light,
    };
    ctx.set_theme(theme);
    let palette = look.palette();
    ctx.style_mut_of(theme, |style| {
        set(style, palette);
        style.animation_time = if still { 0.0 } else { egui::Style::default().animation_time };
    });
}

/// Dark letters on a light ground are blended thinner than they are: by so much they are made bolder.
const BOLDER: f32 = 0.62;

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
    v.text_options.color_transfer_function = if p.dark {
        FontColorTransferFunction::DARK_MODE_DEFAULT
    } else {
        FontColorTransferFunction::Gamma(BOLDER)
    };
    // What cannot be pressed now can be read still.
    v.disabled_alpha = 0.72;
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
    fn text_can_be_read_whatever_is_chosen() {
        for look in Look::ALL {
            let p = look.palette();
            for ground in [p.panel, p.bar, p.well, p.canvas, p.ground] {
                for (name, text) in [
                    ("text", p.text),
                    ("strong", p.strong),
                    ("weak", p.weak),
                    ("error", p.error),
                    ("warn", p.warn),
                    ("accent", p.accent),
                    ("excite", p.excite),
                    ("inhibit", p.inhibit),
                ] {
                    let ratio = contrast(text, ground);
                    assert!(ratio >= 4.5, "{name} on {ground:?}, {look:?}: {ratio}");
                }
            }
            for ground in [p.button, p.button_hover, p.accent_ground] {
                assert!(contrast(p.text, ground) >= 4.5, "{look:?}, {ground:?}");
                assert!(contrast(p.weak, ground) >= 4.5, "{look:?}, {ground:?}");
            }
            assert!(contrast(p.accent, p.accent_ground) >= 4.5, "{look:?}");
        }
    }

    #[test]
    fn signs_can_be_seen_whatever_is_chosen() {
        for look in Look::ALL {
            let p = look.palette();
            let signs = [("skin", p.skin), ("stretch", p.electric), ("probe", p.probe), ("line", p.weak)];
            for (name, color) in signs {
                assert!(contrast(color, p.canvas) >= SEEN, "{name}, {look:?}: {}", contrast(color, p.canvas));
            }
            let texts = ["", "#e8c547", "#ffffff", "#000000", "#5aa9e6"];
            for (place, text) in texts.into_iter().enumerate() {
                let color = p.class(text, place);
                assert!(contrast(color, p.canvas) >= SEEN, "{text}, {look:?}: {color:?}");
            }
        }
    }

    #[test]
    fn high_contrast_is_higher() {
        for mode in [Mode::Dark, Mode::Light] {
            let [usual, high] = [Colours::Usual, Colours::HighContrast]
                .map(|colours| Look { mode, colours }.palette())
                .map(|p| [contrast(p.text, p.panel), contrast(p.weak, p.panel), contrast(p.line, p.panel)]);
            assert!(high[0] >= 20.0 && high[1] >= 13.0 && high[2] >= 7.0, "{high:?}");
            assert!(usual.iter().zip(high).all(|(usual, high)| high > *usual), "{usual:?} {high:?}");
        }
    }

    #[test]
    fn class_colors_are_read_or_chosen() {
        assert_eq!(class_color("#e8c547", 3), rgb(0xe8c547));
        assert_eq!(class_color("", 0), rgb(CLASS_COLORS[0]));
        assert_eq!(class_color("#nonsense", 9), rgb(CLASS_COLORS[1]));
        let safe = Look { mode: Mode::Dark, colours: Colours::ColourBlind }.palette();
        assert_eq!(Mode::Dark.palette().class("#e8c547", 3), rgb(0xe8c547));
        assert_eq!(safe.class("#e8c547", 3), safe.class("#d1495b", 11), "by their place");
        assert_ne!(Mode::Light.palette().class("#e8c547", 3), rgb(0xe8c547), "yellow on white");
    }

    #[test]
    fn any_class_color_becomes_readable() {
        for color in [Color32::BLACK, Color32::WHITE, rgb(0x808080), rgb(0xe8c547)] {
            for ground in Look::ALL.map(|look| look.palette().panel) {
                assert!(contrast(readable(color, ground), ground) >= 4.5);
            }
        }
    }
}
