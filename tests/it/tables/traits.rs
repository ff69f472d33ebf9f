//! What is expected of types as a matter of course: `Debug` that waits for nobody and gives no locked
//! value away, errors that are errors, `Default` and `From`.

use std::{
    error::Error,
    fmt::{self, Debug},
    sync::Arc,
};

use mea::{
    admission::FairShare,
    atomicbox::{AtomicBox, AtomicOptionBox},
    barrier::Barrier,
    blocking, broadcast,
    channel::{RecvError, SendError, TryRecvError, TrySendError},
    condvar::Condvar,
    event::{AutoResetEvent, ManualResetEvent},
    latch::Latch,
    mpmc, mpsc,
    mutex::Mutex,
    once::{LazyCell, Once, OnceCell, OnceMap},
    oneshot,
    rwlock::RwLock,
    semaphore::Semaphore,
    shutdown,
    singleflight::Group,
    timeout,
    waitgroup::WaitGroup,
    watch,
};

use crate::support::{Task, now, poll_once};

/// A value that must not be shown while it is locked.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
struct Secret;

impl Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SECRET")
    }
}

/// Shows it, on the thread that has it locked: if that waited, it would be for ever.
#[track_caller]
fn hides(shown: &dyn Debug, name: &str) -> String {
    for text in [format!("{shown:?}"), format!("{shown:#?}")] {
        assert!(text.starts_with(name), "{name}: {text}");
        assert!(!text.contains("SECRET"), "{text}");
    }
    format!("{shown:?}")
}

#[test]
fn debug_of_a_lock_does_not_wait_for_it() {
    let mutex = Mutex::new(Secret);
    assert!(format!("{mutex:?}").contains("SECRET"));
    let guard = now(mutex.lock());
    hides(&mutex, "Mutex");
    let wait = Task::waiting(mutex.lock());
    hides(&mutex, "Mutex");
    drop((guard, wait));

    let lock = RwLock::new(Secret);
    assert!(format!("{lock:?}").contains("SECRET"));
    let guard = now(lock.write());
    hides(&lock, "RwLock");
    let wait = Task::waiting(lock.read());
    hides(&lock, "RwLock");
    drop((guard, wait));
    // A reader is in nobody's way.
    let reader = now(lock.read());
    assert!(format!("{lock:?}").contains("SECRET"));
    drop(reader);
}

#[test]
fn debug_of_a_value_that_is_being_made() {
    let cell = OnceCell::<Secret>::new();
    let mut init = Box::pin(cell.get_or_init(std::future::pending));
    assert!(poll_once(init.as_mut()).is_pending());
    hides(&cell, "OnceCell");
    drop(init);
    now(cell.set(Secret)).unwrap();
    assert!(format!("{cell:?}").contains("SECRET"));

    let lazy = LazyCell::<Secret, _, _>::new(std::future::pending::<Secret>);
    let mut force = Box::pin(lazy.force());
    assert!(poll_once(force.as_mut()).is_pending());
    hides(&lazy, "LazyCell");
    drop(force);

    let map = OnceMap::<Secret, Secret>::new();
    let mut compute = Box::pin(map.compute(Secret, std::future::pending));
    assert!(poll_once(compute.as_mut()).is_pending());
    hides(&map, "OnceMap");
    drop(compute);

    let group = Group::<Secret, Secret>::new();
    let mut work = Box::pin(group.work(Secret, std::future::pending));
    assert!(poll_once(work.as_mut()).is_pending());
    hides(&group, "Group");
    drop(work);
}

/// With the state, as others see it.
#[test]
fn debug_of_counts_and_signals_shows_them() {
    let semaphore = Semaphore::new(3);
    let _permit = now(semaphore.acquire(2));
    assert!(hides(&semaphore, "Semaphore").contains("available_permits: 1"));
    let latch = Latch::new(7);
    assert!(hides(&latch, "Latch").contains('7'));
    let barrier = Barrier::new(2);
    let _wait = Task::waiting(barrier.wait());
    hides(&barrier, "Barrier");
    let group = WaitGroup::new();
    let _other = group.clone();
    assert!(hides(&group, "WaitGroup").contains('2'));
    let manual = ManualResetEvent::new();
    manual.set();
    assert!(hides(&manual, "ManualResetEvent").contains("true"));
    hides(&AutoResetEvent::new(), "AutoResetEvent");
    hides(&Condvar::new(), "Condvar");
    hides(&Once::new(), "Once");
    let share = FairShare::<Secret>::new(1);
    let _held = now(share.acquire(Secret));
    let _wait = Task::waiting(share.acquire(Secret));
    hides(&share, "FairShare");
    let (send, recv) = shutdown::new_pair();
    hides(&send, "ShutdownSend");
    hides(&recv, "ShutdownRecv");
}

#[test]
fn debug_of_what_carries_messages_does_not_show_them() {
    let (tx, rx) = mpsc::bounded(2);
    tx.try_send(Secret).unwrap();
    hides(&tx, "Sender");
    hides(&rx, "Receiver");
    let (tx, rx) = mpmc::unbounded();
    tx.send(Secret).unwrap();
    hides(&tx, "Sender");
    hides(&rx, "Receiver");
    let (tx, rx) = oneshot::channel();
    hides(&tx, "Sender");
    tx.send(Secret).unwrap();
    hides(&rx, "Receiver");
    let (tx, rx) = broadcast::overflow::channel(1);
    tx.send(Secret);
    hides(&tx, "Sender");
    hides(&rx, "Receiver");
    let (tx, rx) = broadcast::bounded(1);
    tx.try_send(Secret).unwrap();
    hides(&tx, "BoundedSender");
    hides(&rx, "BoundedReceiver");
    let (tx, rx) = watch::channel(Secret);
    hides(&tx, "Sender");
    hides(&rx, "Receiver");
    hides(&AtomicBox::new(Box::new(Secret)), "AtomicBox");
    hides(
        &AtomicOptionBox::new(Some(Box::new(Secret))),
        "AtomicOptionBox",
    );
}

/// No `Debug`, nor anything else.
struct Bare;

/// An error says what happened in a sentence: it begins with a small letter, and has no full stop, so
/// that it can stand behind a colon.
#[track_caller]
fn is_error<E: Error + Send + Sync + 'static>(error: E) {
    let text = error.to_string();
    assert!(text.starts_with(char::is_lowercase), "{text}");
    assert!(!text.ends_with(['.', '!']), "{text}");
    assert!(text.split(' ').count() > 3, "{text}");
    assert!(!format!("{error:?}").is_empty());
}

#[test]
fn errors_are_errors_whatever_they_carry() {
    let (tx, rx) = mpsc::bounded(1);
    tx.try_send(Bare).unwrap_or_else(|_| unreachable!());
    let full = tx.try_send(Bare).unwrap_err();
    is_error(full);
    drop(rx);
    is_error(tx.try_send(Bare).unwrap_err());
    let error = now(tx.send(Bare)).unwrap_err();
    let Bare = error.into_inner();
    is_error(now(tx.send(Bare)).unwrap_err());
    is_error(TrySendError::from(now(tx.send(Bare)).unwrap_err()));
    is_error(RecvError::Disconnected);
    is_error(TryRecvError::Empty);
    is_error(TryRecvError::from(RecvError::Disconnected));
    use broadcast::overflow as lossy;
    is_error(lossy::RecvError::Disconnected);
    is_error(lossy::RecvError::Lagged(3));
    is_error(lossy::TryRecvError::Empty);
    is_error(lossy::TryRecvError::from(lossy::RecvError::Lagged(3)));
    is_error(timeout::Elapsed);
    is_error(
        blocking::FutureExt::wait_timeout(std::future::pending::<()>(), Default::default())
            .unwrap_err(),
    );
    let (send, recv) = shutdown::new_pair();
    send.shutdown();
    is_error(recv.registrar().register().unwrap_err());
    let (send, recv) = shutdown::new_pair();
    send.shutdown_with("the end");
    is_error(recv.registrar().register().unwrap_err());
}

#[test]
fn errors_are_compared_and_copied_as_what_they_carry() {
    fn plain<E: Copy + Eq + std::hash::Hash + Debug>(_: E) {}
    plain(RecvError::Disconnected);
    plain(TryRecvError::Empty);
    plain(broadcast::overflow::RecvError::Lagged(1));
    plain(broadcast::overflow::TryRecvError::Lagged(1));
    plain(timeout::Elapsed);
    fn of<E: Clone + Eq + std::hash::Hash>() {}
    of::<SendError<String>>();
    of::<TrySendError<String>>();
    of::<blocking::Elapsed>();
    of::<SendError<u8>>();
}

#[test]
fn default_and_from() {
    fn default<T: Default>() -> T {
        T::default()
    }
    fn from<T, U: From<T>>(value: T) -> U {
        U::from(value)
    }
    assert_eq!(default::<Mutex<u8>>().into_inner(), 0);
    assert_eq!(default::<RwLock<u8>>().into_inner(), 0);
    assert_eq!(default::<OnceCell<u8>>().get(), None);
    assert_eq!(
        default::<Arc<Mutex<Vec<u8>>>>().try_lock().unwrap().len(),
        0
    );
    default::<Once>();
    default::<OnceMap<u8, u8>>();
    default::<Group<u8, u8>>();
    default::<Condvar>();
    default::<WaitGroup>();
    assert!(!default::<ManualResetEvent>().is_set());
    default::<AutoResetEvent>();
    assert_eq!(*default::<AtomicBox<u8>>().into_inner(), 0);
    assert_eq!(default::<AtomicOptionBox<u8>>().into_inner(), None);

    assert_eq!(from::<_, Mutex<u8>>(1).into_inner(), 1);
    assert_eq!(from::<_, RwLock<u8>>(1).into_inner(), 1);
    assert_eq!(from::<_, OnceCell<u8>>(1).get(), Some(&1));
    assert_eq!(*from::<_, AtomicBox<u8>>(Box::new(1)).into_inner(), 1);
    let full = from::<_, AtomicOptionBox<u8>>(Box::new(1));
    assert_eq!(full.into_inner().as_deref(), Some(&1));
}
