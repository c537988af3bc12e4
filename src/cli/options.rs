//! Values of options that are words of their own: media and times.

use crate::arena::Medium;
use crate::stimulus::MAX_SECONDS;

/// Longest run \[seconds\]: three years of simulated time.
pub(super) const LONGEST_RUN: f64 = MAX_SECONDS;

/// `agar`, `water` or `T:N`, or what a scene says of it, in capitals or not.
pub(super) fn medium(text: &str) -> Result<Medium, String> {
    let text = text.trim();
    match text.to_ascii_lowercase().as_str() {
        "agar" => return Ok(Medium::Agar),
        "water" => return Ok(Medium::Water),
        _ => {}
    }
    let forms = "a medium is agar, water, or drag along and across the body as T:N, for example 1:40";
    let custom = text.get(..6).filter(|word| word.eq_ignore_ascii_case("custom")).map(|_| text[6..].trim());
    let (tangential, normal) = match custom {
        Some(inner) => {
            let inner = inner.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')).ok_or(forms)?;
            let mut found = [None; 2];
            for part in inner.split(',').map(str::trim).filter(|part| !part.is_empty()) {
                let (name, value) = part.split_once(':').ok_or(forms)?;
                let place = match name.trim() {
                    "tangential" => &mut found[0],
                    "normal" => &mut found[1],
                    other => return Err(format!("Custom has `tangential` and `normal`, not `{other}`")),
                };
                if place.replace(value.trim()).is_some() {
                    return Err(format!("`{}` is given twice", name.trim()));
                }
            }
            let [Some(tangential), Some(normal)] = found else {
                return Err("write Custom(tangential: 1, normal: 40)".to_owned());
            };
            (tangential, normal)
        }
        None => text.split_once(':').map(|(t, n)| (t.trim(), n.trim())).ok_or(forms)?,
    };
    let number = |what: &str, text: &str| match text.parse::<f32>() {
        Ok(value) if (1e-3..=1e4).contains(&value) => Ok(value),
        _ => Err(format!("the drag {what} the body is a number from 0.001 to 10000, not `{text}`")),
    };
    let (tangential, normal) = (number("along", tangential)?, number("across", normal)?);
    if normal < tangential {
        return Err(format!("the drag across the body is at least that along it, {tangential}"));
    }
    Ok(Medium::Custom { tangential, normal })
}

/// A span of simulated seconds.
pub(super) fn seconds(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(value) if (0.0..=LONGEST_RUN).contains(&value) => Ok(value),
        _ => Err(format!("a number of seconds from 0 to {LONGEST_RUN}, not `{text}`")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::medium_name;

    #[test]
    fn media_in_all_their_forms() {
        assert_eq!(medium("agar"), Ok(Medium::Agar));
        for name in ["agar", "water", "1:10", "0.5:2.25"] {
            assert_eq!(medium_name(medium(name).unwrap()), name);
        }
        for text in ["Agar", "AGAR", " agar "] {
            assert_eq!(medium(text), Ok(Medium::Agar), "{text}");
        }
        assert_eq!(medium("Water"), Ok(Medium::Water));
        let custom = Medium::Custom { tangential: 1.0, normal: 40.0 };
        for text in [
            "Custom(tangential: 1, normal: 40)",
            "custom( normal:40.0 ,tangential:1.0, )",
            "Custom (tangential:1,normal:4e1)",
        ] {
            assert_eq!(medium(text), Ok(custom), "{text}");
        }
        assert_eq!(medium("1:1"), Ok(Medium::Custom { tangential: 1.0, normal: 1.0 }));
        for bad in [
            "",
            "oil",
            "1",
            "1:",
            "0:1",
            "2:1",
            "nan:1",
            "1:inf",
            "Custom",
            "Custom()",
            "Custom(tangential: 1)",
            "Custom(1, 2)",
            "Custom(tangential: 1, normal: 2",
            "Custom(tangential: 1, tangential: 2)",
            "Custom(tangential: 2, normal: 1)",
            "Custom(along: 1, normal: 2)",
            "Cüstom(tangential: 1, normal: 2)",
        ] {
            assert!(medium(bad).is_err(), "`{bad}` was taken");
        }
    }
}
