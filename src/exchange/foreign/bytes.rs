//! Files that are no text, told by their first bytes.

use super::super::place::Problem;
use super::catalogue as known;
use std::sync::Arc;

/// HDF5 begins so, behind a block of the user's if there is one.
const HDF5: &[u8] = b"\x89HDF\r\n\x1a\n";

/// Whether bytes hold this anywhere in their first or last part.
fn holds(bytes: &[u8], what: &str) -> bool {
    const PART: usize = 1 << 20;
    let within = |part: &[u8]| part.windows(what.len()).any(|window| window == what.as_bytes());
    within(&bytes[..bytes.len().min(PART)]) || within(&bytes[bytes.len().saturating_sub(PART)..])
}

/// What is wrong with bytes that are no text.
pub(in crate::exchange) fn refused_bytes(bytes: &[u8], file: &Arc<str>) -> Option<Problem> {
    let begins = |with: &[u8]| bytes.starts_with(with);
    let foreign = if begins(b"MATLAB 7.3 MAT-file") {
        &known::MATLAB_73
    } else if begins(b"PK\x03\x04") || begins(b"PK\x05\x06") {
        match () {
            () if holds(bytes, "xl/workbook") || holds(bytes, "xl/worksheets") => &known::WORKBOOK,
            () if holds(bytes, "opendocument.spreadsheet") => &known::OPEN_DOCUMENT,
            () if holds(bytes, "cysession") || holds(bytes, ".cytable") => &known::CYTOSCAPE_SESSION,
            () if holds(bytes, ".npy") => &known::ARRAYS,
            () => &known::ZIP,
        }
    } else if begins(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        &known::OLD_WORKBOOK
    } else if begins(HDF5)
        || [512, 1024, 2048].iter().any(|at| bytes[bytes.len().min(*at)..].starts_with(HDF5))
    {
        if holds(bytes, "nwb_version") || holds(bytes, "NWBFile") { &known::NWB } else { &known::HDF5 }
    } else if begins(b"MATLAB 5.0 MAT-file") {
        &known::MATLAB
    } else if begins(b"\x93NUMPY") {
        &known::NUMPY
    } else if begins(b"PAR1") {
        &known::PARQUET
    } else if begins(b"FEA1") || begins(b"ARROW1") {
        &known::FEATHER
    } else if begins(b"SQLite format 3\0") {
        &known::SQLITE
    } else if bytes.first() == Some(&0x80)
        && matches!(bytes.get(1), Some(2..=5))
        && bytes.last() == Some(&b'.')
    {
        &known::PICKLE
    } else if ["RDX2\n", "RDX3\n", "X\n\0\0", "RDA3\n"].iter().any(|with| begins(with.as_bytes())) {
        &known::R_DATA
    } else if begins("⛾ gt".as_bytes()) {
        &known::GRAPH_TOOL
    } else if begins(b"\x28\xb5\x2f\xfd") {
        &known::ZSTD
    } else if begins(b"BZh") && bytes.get(4..10) == Some(b"1AY&SY") {
        &known::BZIP
    } else if begins(b"\xfd7zXZ\0") {
        &known::XZ
    } else if begins(b"7z\xbc\xaf\x27\x1c") {
        &known::SEVEN
    } else if begins(b"%PDF-") {
        &known::PDF
    } else if begins(b"\x89PNG\r\n") || begins(b"\xff\xd8\xff") || begins(b"GIF8") {
        &known::PICTURE
    } else {
        return None;
    };
    Some(foreign.problem(file))
}
