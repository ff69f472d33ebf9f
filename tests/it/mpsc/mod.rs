//! The channel to one receiver, by its public interface: every method and error of both kinds, and the
//! bugs that channels have had.

mod bounded;
mod close;
mod errors;
mod line;
mod messages;
mod recv;
mod stream;
mod unbounded;
mod user_code;
mod weak;

/// Neither `Debug` nor `Clone` nor anything else.
struct Plain;
