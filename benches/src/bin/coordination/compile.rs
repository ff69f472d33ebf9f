//! How long the compiler takes.

/// Prints the table.
pub(crate) fn run() -> Result<(), String> {
    Ok(())
}
