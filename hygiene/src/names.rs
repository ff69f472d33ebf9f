//! Names that are not what they seem.
#![allow(non_camel_case_types, dead_code, missing_docs, unreachable_pub)]
#![allow(clippy::empty_enums)]

pub struct Option;
pub struct Some;
pub struct None;
pub struct Result;
pub struct Ok;
pub struct Err;
pub struct Box;
pub struct Pin;
pub struct Poll;
pub struct Ready;
pub struct Pending;
pub struct Context;
pub struct ControlFlow;
pub struct Both;
pub struct Mask;
pub struct Turn;
pub struct Slot;
pub struct Outcome;
pub struct Exit;
pub struct Arm0;
pub struct Else;
pub struct Break;
pub struct Return;
pub struct T0;
pub struct T1;
pub struct T;
pub struct Probe;
pub struct MaybeDone;
pub trait Future {}
pub trait IntoFuture {}
pub trait From {}
pub trait Into {}
pub trait Try {}
pub trait FnMut {}
pub trait Clone {}
pub trait Deref {}
pub mod core {}
pub mod std {}
pub mod alloc {}
pub mod mea {}
pub mod rt {}
pub const fn wait() {}
pub const fn start() {}
pub const fn poll() {}
pub const fn value() {}
pub const fn drive() {}
pub const fn pending() {}
