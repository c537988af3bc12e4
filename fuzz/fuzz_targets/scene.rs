//! Any bytes are a scene or are refused with words; a scene reads back as it was written.
//!
//! How to run it stands in `fuzz/Cargo.toml`.

#![no_main]

use libfuzzer_sys::fuzz_target;
use wriggle::scene::{check, parse, to_text};

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    match parse(text, "fuzz") {
        Ok(scene) => {
            assert!(check(&scene).is_empty(), "what is read is good");
            let written = to_text(&scene, "");
            let again = parse(&written, "written").expect("what is written can be read");
            assert_eq!(again, scene, "and is the same");
        }
        Err(faults) => {
            assert!(!faults.faults.is_empty(), "a refusal has a reason");
            let _ = faults.to_string();
        }
    }
});
