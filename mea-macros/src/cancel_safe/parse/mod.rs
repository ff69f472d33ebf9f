//! Syntax: from tokens to what was written.

mod arguments;
mod function;

pub(super) use self::{
    arguments::{Arguments, arguments},
    function::{Body, Function, function},
};
