//! Colours for other eyes: for the colour-blind, and of high contrast.

use super::palette::{DARK, LIGHT, Palette, rgb};
use bevy_egui::egui::Color32;

/// Colours that mean something lie apart for people without one of the three kinds of cones, a test holds them
/// to that; the rest is as usual.
pub(super) const SAFE_DARK: Palette = Palette {
    accent: rgb(0x3defc3),
    error: rgb(0xff9a63),
    warn: rgb(0xf0a020),
    worm_light: rgb(0xf0e2c8),
    worm_shade: rgb(0x8a7a60),
    worm_rim: rgb(0x4a4232),
    worm_mark: rgb(0x2a2418),
    muscle_rest: rgb(0xe8d4b0),
    muscle_full: rgb(0xd55bb9),
    skin: rgb(0xfff07a),
    excite: rgb(0xf0a020),
    inhibit: rgb(0x46b4ff),
    electric: rgb(0xa8aeac),
    classless: rgb(0xa8aeac),
    curves: [rgb(0x3defc3), rgb(0xf0a020), rgb(0xa9a1ff)],
    classes: Some([
        rgb(0xe7a100),
        rgb(0x4abaf9),
        rgb(0xcb6606),
        rgb(0x376b72),
        rgb(0xa48e97),
        rgb(0xf0e442),
        rgb(0x0f82e4),
        rgb(0xb6f4ff),
    ]),
    ..DARK
};

/// The same for a projector.
pub(super) const SAFE_LIGHT: Palette = Palette {
    accent: rgb(0x083636),
    accent_ground: rgb(0xbfe0dc),
    error: rgb(0xa33800),
    warn: rgb(0x7d4d00),
    worm_light: rgb(0xf6e8cf),
    worm_shade: rgb(0xb09c78),
    worm_rim: rgb(0x6f6048),
    muscle_rest: rgb(0xe6cfa8),
    muscle_full: rgb(0x7f007f),
    skin: rgb(0xae8600),
    neuron_full: rgb(0xe2ae1c),
    excite: rgb(0xae4207),
    inhibit: rgb(0x0d4ed3),
    electric: rgb(0x70666f),
    classless: rgb(0x70666f),
    curves: [rgb(0x083636), rgb(0xae4207), rgb(0x5a35d0)],
    classes: Some([
        rgb(0xed5c0a),
        rgb(0x0696d1),
        rgb(0xb94600),
        rgb(0x027b5f),
        rgb(0xb55a91),
        rgb(0x7a935c),
        rgb(0x244ca0),
        rgb(0x404040),
    ]),
    ..LIGHT
};

/// White on black.
pub(super) const BOLD_DARK: Palette = Palette {
    panel: rgb(0x000000),
    bar: rgb(0x000000),
    well: rgb(0x000000),
    button: rgb(0x1c1c1c),
    button_hover: rgb(0x3a3a3a),
    line: rgb(0xa8a8a8),
    text: rgb(0xffffff),
    strong: rgb(0xffffff),
    weak: rgb(0xdcdcdc),
    accent: rgb(0x00e5ff),
    accent_ground: rgb(0x00404a),
    error: rgb(0xff9a90),
    warn: rgb(0xffc83d),
    ground: rgb(0x000000),
    grid: rgb(0x2c2c2c),
    grain: rgb(0x4a4a4a),
    trail: rgb(0xd0d0d0),
    obstacle: rgb(0x505050),
    obstacle_rim: rgb(0xffffff),
    worm_light: rgb(0xfff0dc),
    worm_shade: rgb(0xb8957e),
    worm_rim: rgb(0xffffff),
    worm_mark: rgb(0x1a0c08),
    shadow: Color32::TRANSPARENT,
    muscle_rest: rgb(0xf2d2bd),
    muscle_full: rgb(0xc4001d),
    skin: rgb(0xffee00),
    probe: rgb(0xffffff),
    canvas: rgb(0x000000),
    neuron: rgb(0x101010),
    neuron_full: rgb(0xffffff),
    neuron_below: rgb(0x2f74d0),
    flash: rgb(0xffffff),
    excite: rgb(0xffab40),
    inhibit: rgb(0x6cb2ff),
    electric: rgb(0xd6d6d6),
    classless: rgb(0xd6d6d6),
    curves: [rgb(0x00e5ff), rgb(0xffc83d), rgb(0xd0b8ff)],
    ..DARK
};

/// Black on white.
pub(super) const BOLD_LIGHT: Palette = Palette {
    panel: rgb(0xffffff),
    bar: rgb(0xffffff),
    well: rgb(0xffffff),
    button: rgb(0xeeeeee),
    button_hover: rgb(0xd4d4d4),
    line: rgb(0x505050),
    text: rgb(0x000000),
    strong: rgb(0x000000),
    weak: rgb(0x2a2a2a),
    accent: rgb(0x003f9e),
    accent_ground: rgb(0xc9deff),
    error: rgb(0x9c0006),
    warn: rgb(0x6a3f00),
    ground: rgb(0xffffff),
    grid: rgb(0xd8d8d8),
    grain: rgb(0xb8b8b8),
    trail: rgb(0x505050),
    obstacle: rgb(0xb0b0b0),
    obstacle_rim: rgb(0x000000),
    worm_light: rgb(0xfff0dc),
    worm_shade: rgb(0xc79a7e),
    worm_rim: rgb(0x000000),
    worm_mark: rgb(0x1a0c08),
    shadow: Color32::TRANSPARENT,
    muscle_rest: rgb(0xf0c8ae),
    muscle_full: rgb(0x8f0016),
    skin: rgb(0xb87400),
    probe: rgb(0x000000),
    canvas: rgb(0xffffff),
    neuron_full: rgb(0x202020),
    neuron_below: rgb(0x7fb0f0),
    flash: rgb(0xff6a00),
    excite: rgb(0x9a3d00),
    inhibit: rgb(0x003fb5),
    electric: rgb(0x404040),
    classless: rgb(0x404040),
    curves: [rgb(0x003f9e), rgb(0x8a4200), rgb(0x5c1fa8)],
    ..LIGHT
};

#[cfg(test)]
mod tests {
    use super::*;
    use bevy_egui::egui::Rgba;

    /// What is left of linear light without the long, middle or short cones, and with all (Machado, Oliveira and
    /// Fernandes 2009, severity 1).
    const EYES: [(&str, [[f32; 3]; 3]); 4] = [
        (
            "without long cones",
            [
                [0.152_286, 1.052_583, -0.204_868],
                [0.114_503, 0.786_281, 0.099_216],
                [-0.003_882, -0.048_116, 1.051_998],
            ],
        ),
        (
            "without middle cones",
            [
                [0.367_322, 0.860_646, -0.227_968],
                [0.280_085, 0.672_501, 0.047_413],
                [-0.011_820, 0.042_940, 0.968_881],
            ],
        ),
        (
            "without short cones",
            [
                [1.255_528, -0.076_749, -0.178_779],
                [-0.078_411, 0.930_809, 0.147_602],
                [0.004_733, 0.691_367, 0.303_900],
            ],
        ),
        ("with all cones", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    ];

    fn times(matrix: [[f32; 3]; 3], v: [f32; 3]) -> [f32; 3] {
        matrix.map(|row| row.iter().zip(v).map(|(a, b)| a * b).sum())
    }

    /// A colour in Oklab (Ottosson 2020), as those eyes see it.
    fn seen(color: Color32, eyes: [[f32; 3]; 3]) -> [f32; 3] {
        let [r, g, b, _] = Rgba::from(color).to_array();
        let light = times(eyes, [r, g, b]).map(|channel| channel.clamp(0.0, 1.0));
        let cones = [
            [0.412_221_47, 0.536_332_55, 0.051_445_995],
            [0.211_903_5, 0.680_699_5, 0.107_396_96],
            [0.088_302_46, 0.281_718_85, 0.629_978_7],
        ];
        let lab = [
            [0.210_454_26, 0.793_617_8, -0.004_072_047],
            [1.977_998_5, -2.428_592_2, 0.450_593_7],
            [0.025_904_037, 0.782_771_77, -0.808_675_77],
        ];
        times(lab, times(cones, light).map(f32::cbrt))
    }

    /// How far apart two colours are for the eyes that part them worst, and which those are.
    fn apart(a: Color32, b: Color32) -> (f32, &'static str) {
        let distance = |eyes| {
            let (a, b) = (seen(a, eyes), seen(b, eyes));
            a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f32>().sqrt()
        };
        let all = EYES.map(|(name, eyes)| (distance(eyes), name));
        all.into_iter().min_by(|a, b| a.0.total_cmp(&b.0)).expect("four kinds of eyes")
    }

    /// A step in Oklab that cannot be missed: twenty of them lie between black and white.
    const PLAIN: f32 = 0.1;

    fn safe() -> [&'static Palette; 2] {
        [&SAFE_DARK, &SAFE_LIGHT]
    }

    #[test]
    fn what_colours_mean_can_be_told_by_the_colour_blind() {
        for p in safe() {
            let meaning = [
                ("excites", p.excite),
                ("inhibits", p.inhibit),
                ("electrical", p.electric),
                ("touched", p.skin),
                ("selected", p.accent),
                ("pulls", p.muscle_full),
            ];
            for (i, (name, color)) in meaning.iter().enumerate() {
                for (other_name, other) in &meaning[i + 1..] {
                    let (distance, eyes) = apart(*color, *other);
                    assert!(distance >= PLAIN, "{name}, {other_name}, dark {}: {distance} {eyes}", p.dark);
                }
            }
            let pairs = [(p.curves[0], p.curves[1]), (p.curves[0], p.curves[2]), (p.curves[1], p.curves[2])];
            for (a, b) in pairs.into_iter().chain([(p.muscle_rest, p.muscle_full), (p.error, p.accent)]) {
                assert!(apart(a, b).0 >= PLAIN, "{a:?} {b:?}, dark {}: {:?}", p.dark, apart(a, b));
            }
        }
    }

    #[test]
    fn neighbouring_classes_can_be_told_by_the_colour_blind() {
        for p in safe() {
            let colors = p.classes.expect("colours of its own");
            for i in 0..colors.len() {
                for j in 0..i {
                    let (distance, eyes) = apart(colors[i], colors[j]);
                    assert!(distance >= 0.08, "{i} {j}, dark {}: {distance} {eyes}", p.dark);
                }
            }
        }
    }
}
