//! The guards do not clash with names of the user: neither with items in scope nor with the name of
//! the type parameter.
#![allow(non_camel_case_types, dead_code, unused_imports)]

use mea::{
    guard::{self as g, Exclusive, Guards, LockCell},
    semaphore::{AcquireAndForget, Semaphore},
};

mod names {
    pub struct Option;
    pub struct Result;
    pub struct Some;
    pub struct None;
    pub struct Ok;
    pub struct Err;
    pub struct Access;
    pub struct Hold;
    pub struct Arc;
    pub struct LockOwner;
    pub struct E;
    pub struct F;
    pub struct O;
    pub struct U;
    pub struct V;
    pub trait Debug {}
    pub trait Deref {}
    pub trait Display {}
    pub trait FnOnce {}
    pub trait From {}
    pub mod core {}
    pub mod guard {}
    pub mod std {}
}
use names::*;

macro_rules! lock {
    ($T:ident, $Lock:ident, $Guard:ident, $Mapped:ident, $Owned:ident, $OwnedMapped:ident) => {
        struct $Lock<$T: ?Sized> {
            permit: Semaphore,
            value: LockCell<Exclusive, $T>,
        }

        #[mea::guard_family(
                    borrowed = $Guard,
                    mapped = $Mapped,
                    owned = $Owned,
                    owned_mapped = $OwnedMapped,
                )]
        unsafe impl<$T: ?Sized> Guards<Exclusive> for $Lock<$T> {
            type Target = $T;
            type Raw = Semaphore;
            type Acquire<'a> = AcquireAndForget<'a>;
            mea_ui_tests::functions!($T);
        }
    };
}

lock!(T, LockT, GuardT, MappedT, OwnedT, OwnedMappedT);
lock!(U, LockU, GuardU, MappedU, OwnedU, OwnedMappedU);
lock!(V, LockV, GuardV, MappedV, OwnedV, OwnedMappedV);
lock!(O, LockO, GuardO, MappedO, OwnedO, OwnedMappedO);
lock!(E, LockE, GuardE, MappedE, OwnedE, OwnedMappedE);
lock!(F, LockF, GuardF, MappedF, OwnedF, OwnedMappedF);
lock!(a, Lock_a, Guard_a, Mapped_a, Owned_a, OwnedMapped_a);
lock!(r#type, LockRaw, r#do, r#fn, r#if, r#in);

// Also not with the names of the guards.
mod guards {
    use super::*;
    lock!(T, Lock, U, V, O, E);
}

fn main() {
    let lock = LockU {
        permit: Semaphore::new(1),
        value: LockCell::new([1, 2]),
    };
    let guard: GuardU<'_, [i32; 2]> = g::try_acquire(&lock).unwrap().into();
    let guard: MappedU<'_, [i32]> = GuardU::map(guard, |array| &mut array[..]);
    assert_eq!(format!("{guard:?}"), "[1, 2]");
}
