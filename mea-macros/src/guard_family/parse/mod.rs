//! Syntax: from tokens to what was written.

mod arguments;
mod description;

pub(super) use self::{
    arguments::{Arguments, EXPECTED, Named, arguments},
    description::{Description, description, last_segment, split_body},
};
