//! Watch channels, from outside.

mod ends;
mod receive;
mod send;
mod user_code;
mod wait;
