//! The channel to many receivers, by its public interface: every method and error of both kinds, and the
//! bugs that channels have had. How its futures wait is in `matrix`.

mod bounded;
mod close;
mod handles;
mod line;
mod messages;
mod recv;
mod stream;
mod threads;
mod user_code;
