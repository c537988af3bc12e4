//! The program: parse the command line, do it, print the error.

use std::process::ExitCode;

fn main() -> ExitCode {
    wriggle::cli::main()
}
