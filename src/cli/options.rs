//! Values of options that are words of their own: media and times.

use crate::arena::Medium;

/// Longest run \[seconds\]: three years of simulated time.
pub(super) const LONGEST_RUN: f64 = 1.0e8;

/// `agar`, `water` or `T:N`.
pub(super) fn medium(text: &str) -> Result<Medium, String> {
    match text {
        "agar" => return Ok(Medium::Agar),
        "water" => return Ok(Medium::Water),
        _ => {}
    }
    let (tangential, normal) = text
        .split_once(':')
        .ok_or("a medium is agar, water, or drag along and across the body as T:N, for example 1:40")?;
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

/// The word for a medium that [`medium`] reads.
pub(super) fn medium_name(medium: Medium) -> String {
    match medium {
        Medium::Agar => "agar".to_owned(),
        Medium::Water => "water".to_owned(),
        Medium::Custom { tangential, normal } => format!("{tangential}:{normal}"),
    }
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

    #[test]
    fn media_in_all_their_forms() {
        assert_eq!(medium("agar"), Ok(Medium::Agar));
        for name in ["agar", "water", "1:10", "0.5:2.25"] {
            assert_eq!(medium_name(medium(name).unwrap()), name);
        }
        assert_eq!(medium("1:1"), Ok(Medium::Custom { tangential: 1.0, normal: 1.0 }));
        for bad in ["", "oil", "1", "1:", "0:1", "2:1", "nan:1", "1:inf"] {
            assert!(medium(bad).is_err(), "`{bad}` was taken");
        }
    }
}
