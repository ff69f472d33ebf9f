//! What channels, maps, wait groups and scopes keep and allocate, counted by the allocator. A binary of its own,
//! since there is one global allocator for each.
#![allow(unsafe_code)]

use std::{
    alloc::{GlobalAlloc, Layout, System},
    cell::Cell,
    hash::{BuildHasherDefault, DefaultHasher, Hash, Hasher},
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    pin::{Pin, pin},
    ptr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::SeqCst},
    },
    task::{Context, Poll, RawWaker, RawWakerVTable, Wake, Waker},
    thread,
    time::{Duration, Instant},
};

use mea::{
    blocking::block_on,
    broadcast::{
        self,
        overflow::TryRecvError::{Empty, Lagged},
    },
    latch::Latch,
    mpmc, mpsc,
    once::OnceMap,
    oneshot, shutdown,
    singleflight::Group,
    waitgroup::WaitGroup,
    watch,
};

/// Counts what each thread allocates, so that tests do not see one another.
struct Counting;

thread_local! {
    static ALLOCATIONS: Cell<usize> = const { Cell::new(0) };
    static BYTES: Cell<usize> = const { Cell::new(0) };
    /// Is called once, when memory is given back.
    static AT_DEALLOC: Cell<Option<fn()>> = const { Cell::new(None) };
}

#[global_allocator]
static COUNTING: Counting = Counting;

// SAFETY: the system's allocator does it; counting does not allocate.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.set(ALLOCATIONS.get() + 1);
        BYTES.set(BYTES.get().wrapping_add(layout.size()));
        // SAFETY: as the caller.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        BYTES.set(BYTES.get().wrapping_sub(layout.size()));
        if let Some(hook) = AT_DEALLOC.take() {
            hook();
        }
        // SAFETY: as the caller.
        unsafe { System.dealloc(block, layout) }
    }
}

/// How many allocations `f` makes, and how many bytes more there are after it.
fn count<R>(f: impl FnOnce() -> R) -> (usize, usize, R) {
    let before = (ALLOCATIONS.get(), BYTES.get());
    let output = f();
    (
        ALLOCATIONS.get() - before.0,
        BYTES.get().wrapping_sub(before.1),
        output,
    )
}

#[track_caller]
fn allocates_nothing(f: impl FnOnce()) {
    let (allocations, bytes, ()) = count(f);
    assert_eq!((allocations, bytes), (0, 0));
}

/// What a future ends with that need not wait.
#[track_caller]
fn now<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("waits, but should be ready"),
    }
}

/// The bytes of a block of numbers, at most, and how many fit in, at least: a bit of a word is for each.
const BLOCK: usize = if usize::BITS < 64 { 256 } else { 512 };
const IN_A_BLOCK: u64 = if usize::BITS < 64 { 30 } else { 60 };
const BURST: usize = 100_000;

#[test]
fn an_idle_channel_is_one_small_allocation() {
    let (allocations, bytes, _channel) = count(mpsc::unbounded::<u64>);
    println!("unbounded: {bytes} bytes");
    assert!(allocations == 1 && bytes <= 120, "{bytes} bytes");
    let (allocations, bytes, _channel) = count(|| mpsc::bounded::<u64>(1_000_000));
    println!("bounded: {bytes} bytes");
    assert!(allocations == 1 && bytes <= 192, "{bytes} bytes");
}

#[test]
fn messages_allocate_nothing_in_steady_state() {
    let (tx, mut rx) = mpsc::unbounded();
    let (limited, mut few) = mpsc::bounded(100);
    let mut round = |n: u64| {
        for _ in 0..n {
            for number in 0..IN_A_BLOCK {
                tx.send(number).unwrap();
                limited.try_send(number).unwrap();
            }
            for number in 0..IN_A_BLOCK {
                assert_eq!(rx.try_recv(), Ok(number));
                assert_eq!(few.try_recv(), Ok(number));
            }
        }
    };
    round(3);
    allocates_nothing(|| round(1_000));
}

#[test]
fn waiting_allocates_nothing() {
    let (tx, mut rx) = mpsc::bounded(1);
    let cx = &mut Context::from_waker(Waker::noop());
    let mut round = |n: u64| {
        for number in 0..n {
            {
                let mut recv = pin!(rx.recv());
                assert!(recv.as_mut().poll(cx).is_pending());
                tx.try_send(number).unwrap();
                assert!(recv.poll(cx).is_ready());
            }
            tx.try_send(number).unwrap();
            let mut send = pin!(tx.send(number));
            assert!(send.as_mut().poll(cx).is_pending());
            let mut reserve = pin!(tx.reserve());
            assert!(reserve.as_mut().poll(cx).is_pending());
            assert_eq!(rx.try_recv(), Ok(number));
            assert!(send.poll(cx).is_ready());
            assert_eq!(rx.try_recv(), Ok(number));
        }
    };
    round(300);
    allocates_nothing(|| round(1_000));
}

#[test]
fn two_blocks_are_kept_after_a_burst() {
    let (tx, mut rx) = mpsc::unbounded();
    let (allocations, bytes, ()) = count(|| {
        for number in 0..BURST as u64 {
            tx.send(number).unwrap();
        }
    });
    assert!(allocations <= BURST.div_ceil(IN_A_BLOCK as usize));
    assert!(bytes <= allocations * BLOCK, "{bytes} bytes");
    println!("{} bytes a message", bytes as f64 / BURST as f64);
    assert!(bytes <= BURST * 9, "{bytes} bytes");
    let (_, given, ()) = count(|| while rx.try_recv().is_ok() {});
    let kept = bytes.wrapping_add(given);
    assert!(kept <= 2 * BLOCK, "{kept} bytes");
}

/// While the allocator takes a block back, other receivers get at the channel.
#[test]
fn receivers_give_memory_back_without_a_lock() {
    static ASKED: AtomicBool = AtomicBool::new(false);
    static ANSWERED: AtomicBool = AtomicBool::new(false);
    static IN_TIME: AtomicBool = AtomicBool::new(false);
    /// Asks for a look at the channel, and waits for it; not for ever, so that the test can fail.
    fn ask() {
        ASKED.store(true, SeqCst);
        let begin = Instant::now();
        while !ANSWERED.load(SeqCst) && begin.elapsed() < Duration::from_secs(20) {
            thread::yield_now();
        }
        IN_TIME.store(ANSWERED.load(SeqCst), SeqCst);
    }

    let (tx, rx) = mpmc::unbounded();
    for number in 0..1_000 {
        tx.send(number).unwrap();
    }
    let other = rx.clone();
    let looks = thread::spawn(move || {
        while !ASKED.load(SeqCst) {
            thread::yield_now();
        }
        let _ = other.len();
        ANSWERED.store(true, SeqCst);
    });
    AT_DEALLOC.set(Some(ask));
    while !ASKED.load(SeqCst) {
        rx.try_recv().expect("there are blocks to be given back");
    }
    looks.join().unwrap();
    assert!(IN_TIME.load(SeqCst), "somebody waits for a lock meanwhile");
}

/// Also if it is closed first, or the receiver is dropped; whatever senders are still there.
#[test]
fn a_closed_channel_keeps_no_blocks_for_its_senders() {
    for dropped in [false, true] {
        let (tx, mut rx) = mpsc::unbounded();
        let (_, kept, _rx) = count(|| {
            for number in 0..BURST {
                tx.send(number).unwrap();
            }
            if dropped {
                drop(rx);
                return None;
            }
            rx.close();
            while rx.try_recv().is_ok() {}
            Some(rx)
        });
        assert!(kept <= 2 * BLOCK, "{kept} bytes");
    }
}

#[test]
fn all_is_given_back_at_the_end() {
    let (_, kept, ()) = count(|| {
        for n in [0, 1, 61, 62, 63, 1_000] {
            let (tx, mut rx) = mpsc::unbounded();
            for number in 0..n {
                tx.send(number.to_string()).unwrap();
            }
            for _ in 0..n / 2 {
                rx.try_recv().unwrap();
            }
            let weak = tx.downgrade();
            if n % 2 == 0 {
                drop(tx);
                drop(rx);
            } else {
                drop(rx);
                drop(tx);
            }
            drop(weak);
        }
    });
    assert_eq!(kept, 0);
}

fn poll_oneshot(recv: &mut oneshot::Recv<u64>, waker: &Waker) -> Option<u64> {
    match Pin::new(recv).poll(&mut Context::from_waker(waker)) {
        Poll::Ready(received) => received.ok(),
        Poll::Pending => None,
    }
}

/// Whichever end goes last takes it away, in whatever state.
#[test]
fn a_oneshot_channel_is_one_allocation() {
    fn waiting(receiver: oneshot::Receiver<u64>) -> oneshot::Recv<u64> {
        let mut recv = receiver.into_future();
        assert_eq!(poll_oneshot(&mut recv, Waker::noop()), None);
        recv
    }

    let ends: [fn(oneshot::Sender<u64>, oneshot::Receiver<u64>); 10] = [
        |sender, receiver| drop((sender, receiver)),
        |sender, receiver| drop((receiver, sender)),
        |sender, mut receiver| {
            receiver.close();
            drop((receiver, sender));
        },
        |sender, receiver| {
            drop(receiver);
            sender.send(1).unwrap_err();
        },
        |sender, receiver| {
            sender.send(1).unwrap();
            drop(receiver);
        },
        |sender, receiver| {
            sender.send(1).unwrap();
            assert_eq!(receiver.try_recv(), Ok(1));
        },
        |sender, receiver| {
            let mut recv = waiting(receiver);
            sender.send(1).unwrap();
            assert_eq!(poll_oneshot(&mut recv, Waker::noop()), Some(1));
        },
        |sender, receiver| {
            let recv = waiting(receiver);
            sender.send(1).unwrap();
            drop(recv);
        },
        |sender, receiver| {
            let recv = waiting(receiver);
            drop((sender, recv));
        },
        |sender, receiver| {
            let recv = waiting(receiver);
            drop((recv, sender));
        },
    ];
    for (case, end) in ends.into_iter().enumerate() {
        let (allocations, kept, ()) = count(|| {
            let (sender, receiver) = oneshot::channel();
            end(sender, receiver);
        });
        assert_eq!((allocations, kept), (1, 0), "{case}");
    }
}

/// Also if the message comes while the waker that is to be woken for it is cloned.
#[test]
fn a_oneshot_channel_is_freed_if_a_clone_of_the_waker_sends() {
    static VTABLE: RawWakerVTable = RawWakerVTable::new(clone, |_| (), |_| (), |_| ());

    /// A waker whose clone sends.
    fn waker(slot: *const ()) -> RawWaker {
        RawWaker::new(slot, &VTABLE)
    }

    unsafe fn clone(slot: *const ()) -> RawWaker {
        // SAFETY: as the test has made it, which still has what it points to; there is one thread.
        let sender = unsafe { &*slot.cast::<Cell<Option<oneshot::Sender<u64>>>>() };
        sender.take().unwrap().send(1).unwrap();
        waker(slot)
    }

    let (_, kept, ()) = count(|| {
        let (sender, receiver) = oneshot::channel();
        let sender = Cell::new(Some(sender));
        // SAFETY: the functions keep the contract: there is nothing to count, and all is on this thread.
        let waker = unsafe { Waker::from_raw(waker(ptr::from_ref(&sender).cast())) };
        let mut recv = receiver.into_future();
        assert_eq!(poll_oneshot(&mut recv, &waker), Some(1));
    });
    assert_eq!(kept, 0);
}

/// One that is small takes the memory of the one before, unless somebody looks at that.
#[test]
fn a_value_of_a_watch_channel_is_one_allocation_at_most() {
    let (sender, receiver) = watch::channel([0_u8; 128]);
    allocates_nothing(|| sender.send([1; 128]).unwrap());
    let snapshot = receiver.borrow();
    let (allocations, ..) = count(|| sender.send([2; 128]).unwrap());
    assert_eq!(allocations, 1);
    drop(snapshot);

    let (sender, _receiver) = watch::channel([0_u8; 129]);
    let (allocations, kept, ()) = count(|| sender.send([1; 129]).unwrap());
    assert_eq!((allocations, kept), (1, 0));
}

/// Whoever goes last takes it away: a handle, a wait that has ended, or one that never began.
#[test]
fn a_wait_group_is_one_allocation() {
    for order in 0..4 {
        let (allocations, kept, ()) = count(|| {
            let group = WaitGroup::new();
            let mut cx = Context::from_waker(Waker::noop());
            let other = group.clone();
            let mut wait = pin!(Some(group.clone().into_future()));
            let late = wait.as_ref().get_ref().clone();
            assert!(
                wait.as_mut()
                    .as_pin_mut()
                    .unwrap()
                    .poll(&mut cx)
                    .is_pending()
            );
            match order {
                // The wait is cancelled, and a handle is the last.
                0 => wait.set(None),
                1 => {
                    drop((group, other, late));
                    assert!(wait.as_mut().as_pin_mut().unwrap().poll(&mut cx).is_ready());
                    return;
                }
                2 => {
                    drop(group);
                    // The only handle is awaited.
                    let mut last = pin!(other.into_future());
                    assert!(last.as_mut().poll(&mut cx).is_ready());
                    return;
                }
                _ => {
                    drop((group, other));
                    wait.set(None);
                    let mut late = pin!(late.unwrap());
                    assert!(late.as_mut().poll(&mut cx).is_ready());
                    return;
                }
            }
            drop(late);
            drop((group, other));
        });
        assert_eq!((allocations, kept), (1, 0), "{order}");
    }
}

/// A waker that panics does not keep the group from being freed.
#[test]
fn a_waker_that_panics_leaves_no_wait_group_behind() {
    struct Bad;
    impl Wake for Bad {
        fn wake(self: Arc<Self>) {
            // Without the hook, whose message would be counted.
            resume_unwind(Box::new(()));
        }
    }

    let bad = Waker::from(Arc::new(Bad));
    for awaited in [false, true] {
        let (_, kept, ()) = count(|| {
            let group = WaitGroup::new();
            let mut wait = pin!(group.clone().into_future());
            let mut cx = Context::from_waker(&bad);
            assert!(wait.as_mut().poll(&mut cx).is_pending());
            let end = AssertUnwindSafe(|| {
                if awaited {
                    drop(group.into_future());
                } else {
                    drop(group);
                }
            });
            assert!(catch_unwind(end).is_err());
            assert!(wait.as_mut().poll(&mut cx).is_ready());
        });
        assert_eq!(kept, 0);
    }
}

/// Equal to all others.
struct Key {
    panics: bool,
}

impl PartialEq for Key {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Key {}

impl Hash for Key {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

impl Drop for Key {
    fn drop(&mut self) {
        if self.panics {
            // Without a message, which would be allocated.
            resume_unwind(Box::new(()));
        }
    }
}

/// A key that is not needed, since there is one like it, and panics when it is dropped.
#[test]
fn a_key_that_panics_leaves_nothing_behind() {
    let (_, bytes, ()) = count(|| {
        let map = OnceMap::new();
        let ask = |panics| block_on(map.compute(Key { panics }, async || 1));
        assert_eq!(ask(false), 1);
        assert!(catch_unwind(AssertUnwindSafe(|| ask(true))).is_err());
        assert_eq!(map.len(), 1);
    });
    assert_eq!(bytes, 0);
}

#[test]
fn a_map_keeps_the_room_that_was_asked_for() {
    const KEYS: usize = 1_000;
    let map = OnceMap::with_capacity(KEYS);
    for round in 0..3 {
        for key in 0..KEYS {
            let (allocations, _, value) = count(|| now(map.compute(key, async || round)));
            assert_eq!((allocations, value), (1, round), "for the key");
        }
        (0..KEYS).for_each(|key| map.discard(&key));
    }
}

/// While the allocator takes back an entry, or room that is not needed any more, others get at the table.
#[test]
fn tables_by_key_give_memory_back_without_a_lock() {
    type Hashers = BuildHasherDefault<DefaultHasher>;
    static MAP: OnceMap<usize, (), Hashers> = OnceMap::with_hasher(Hashers::new());
    static GROUP: Group<usize, (), Hashers> = Group::with_hasher(Hashers::new());
    thread_local! {
        static LOOKS: Cell<usize> = const { Cell::new(0) };
        static IN_TIME: Cell<bool> = const { Cell::new(true) };
    }
    /// Lets somebody look at both, and waits for that; not for ever, so that the test can fail.
    fn look() {
        let (done, is_done) = std::sync::mpsc::channel();
        let looks = thread::spawn(move || done.send((MAP.len(), GROUP.len())));
        if is_done.recv_timeout(Duration::from_secs(20)).is_ok() {
            drop((looks, is_done));
            AT_DEALLOC.set(Some(look));
        } else {
            IN_TIME.set(false);
        }
        LOOKS.set(LOOKS.get() + 1);
    }
    /// Polls all; says how many are ready.
    fn poll<F: Future>(calls: &mut [Pin<Box<F>>]) -> usize {
        let mut cx = Context::from_waker(Waker::noop());
        let polls = calls.iter_mut().map(|call| call.as_mut().poll(&mut cx));
        polls.filter(Poll::is_ready).count()
    }
    /// Looks whenever `f` gives memory back, which it does at least so many times.
    #[track_caller]
    fn looked_at(least: usize, f: impl FnOnce()) {
        AT_DEALLOC.set(Some(look));
        f();
        AT_DEALLOC.set(None);
        assert!(IN_TIME.get(), "somebody waits for a lock meanwhile");
        let looks = LOOKS.replace(0);
        assert!(looks >= least, "{looks} looks");
    }

    const KEYS: usize = 300;
    let latch = Latch::new(1);
    let mut calls: Vec<_> = (0..KEYS)
        .map(|key| Box::pin(GROUP.work(key, || latch.wait())))
        .collect();
    // The rooms of 4, 8, .., 256 buckets.
    looked_at(7, || {
        (0..KEYS).for_each(|key| now(MAP.compute(key, async || ())));
    });
    looked_at(7, || assert_eq!(poll(&mut calls), 0));
    // What was made, what is given up, and what ends.
    looked_at(KEYS, || (0..KEYS).for_each(|key| MAP.discard(&key)));
    let mut rest = calls.split_off(KEYS / 2);
    looked_at(KEYS / 2, || drop(calls));
    latch.count_down();
    looked_at(KEYS / 2, || assert_eq!(poll(&mut rest), KEYS / 2));
    assert!(MAP.is_empty() && GROUP.is_empty());
}

/// Messages are in the channel, some of them with nobody behind that wants them, and receivers come and
/// go.
#[test]
fn a_broadcast_channel_is_given_back_at_the_end() {
    let (_, kept, ()) = count(|| {
        let (tx, rx) = broadcast::overflow::channel(4);
        let more = [(); 5].map(|()| tx.subscribe());
        for number in 0..6 {
            tx.send(number.to_string());
        }
        let [mut one, mut two, ..] = more;
        assert!(one.try_recv().is_err_and(|lost| lost == Lagged(2)));
        assert_eq!(one.try_recv().unwrap(), "2");
        drop((rx, tx));
        assert!(two.try_recv().is_err());
    });
    assert_eq!(kept, 0);
    let (_, kept, ()) = count(|| {
        let (tx, mut rx) = broadcast::bounded(4);
        let other = tx.subscribe();
        for number in 0..4 {
            tx.try_send(number.to_string()).unwrap();
        }
        assert_eq!(rx.try_recv().unwrap(), "0");
        drop((other, rx));
        assert!(tx.is_empty());
    });
    assert_eq!(kept, 0);
}

/// All cells are there from the beginning, or come with a receiver.
#[test]
fn a_broadcast_allocates_nothing() {
    let (tx, mut rx) = broadcast::overflow::channel(4);
    let mut others = [(); 3].map(|()| tx.subscribe());
    allocates_nothing(|| {
        for number in 0..1_000 {
            tx.send(number);
            let received = rx.try_recv();
            assert_eq!(received, Ok(number));
            // Who is late, and lags.
            if number % 7 == 0 {
                let mut received = others.iter_mut().map(|other| other.try_recv());
                assert!(received.all(|received| received != Err(Empty)));
            }
        }
    });
    let (tx, mut rx) = broadcast::bounded(4);
    let mut other = tx.subscribe();
    allocates_nothing(|| {
        for number in 0..1_000 {
            assert_eq!(tx.try_send(number), Ok(()));
            assert_eq!((rx.try_recv(), other.try_recv()), (Ok(number), Ok(number)));
        }
    });
}

/// Where somebody lives, it is one step in one word, however deep that is.
#[test]
fn to_register_in_a_scope_allocates_nothing() {
    let (_send, recv) = shutdown::new_pair();
    let (child, below) = recv.child();
    let (grandchild, _bottom) = below.child();
    for send in [child, grandchild] {
        let registrar = send.registrar();
        allocates_nothing(|| drop(registrar.register().unwrap()));
    }
}
