//! The binary; everything it does is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    cmglint::main(std::env::args_os())
}
