//! Asks whether a type has a trait. An inherent constant comes before one of a trait, so where the
//! bound of the inherent `impl` holds the answer is `true`, and otherwise it is that of the trait.

use std::{
    marker::PhantomData,
    panic::{RefUnwindSafe, UnwindSafe},
};

pub(crate) struct Probe<T: ?Sized>(PhantomData<T>);

macro_rules! probes {
    ($($Trait:path, $CONST:ident, $Otherwise:ident;)*) => {$(
        pub(crate) trait $Otherwise {
            const $CONST: bool = false;
        }
        impl<T: ?Sized> $Otherwise for Probe<T> {}
        impl<T: ?Sized + $Trait> Probe<T> {
            pub(crate) const $CONST: bool = true;
        }
    )*};
}
probes! {
    Send, SEND, NotSend;
    Sync, SYNC, NotSync;
    Unpin, UNPIN, NotUnpin;
    UnwindSafe, UNWIND_SAFE, NotUnwindSafe;
    RefUnwindSafe, REF_UNWIND_SAFE, NotRefUnwindSafe;
    mea::marker::CancelSafe, CANCEL_SAFE, NotCancelSafe;
    mea::marker::SnoozeSafe, SNOOZE_SAFE, NotSnoozeSafe;
}

#[test]
fn the_probe_tells_yes_from_no() {
    use std::{cell::Cell, marker::PhantomPinned, rc::Rc};
    let yes = [
        Probe::<u8>::SEND,
        Probe::<u8>::SYNC,
        Probe::<u8>::UNPIN,
        Probe::<u8>::UNWIND_SAFE,
        Probe::<u8>::REF_UNWIND_SAFE,
    ];
    assert_eq!(yes, [true; 5]);
    let no = [
        Probe::<Rc<u8>>::SEND,
        Probe::<Rc<u8>>::SYNC,
        Probe::<Cell<u8>>::SYNC,
        Probe::<PhantomPinned>::UNPIN,
        Probe::<&'static mut u8>::UNWIND_SAFE,
        Probe::<Cell<u8>>::REF_UNWIND_SAFE,
    ];
    assert_eq!(no, [false; 6]);
}
