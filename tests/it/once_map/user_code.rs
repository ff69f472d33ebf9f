//! Keys and values whose `Hash`, `Eq`, `Clone` and `Drop` come back to the map, or panic: no lock is
//! held while they run, and the map is in order whatever they do.

use std::{
    cell::{Cell, RefCell},
    future::{pending, ready},
    hash::{BuildHasher, Hash, Hasher, RandomState},
    mem::ManuallyDrop,
    panic::{AssertUnwindSafe, catch_unwind},
    rc::Rc,
};

use mea::once::OnceMap;

use crate::support::{Task, now, panics, poll_and_drop};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    Hash,
    Eq,
    Clone,
    DropKey,
    DropValue,
    Hasher,
}

type Hook = Rc<dyn Fn(Event)>;

thread_local! {
    static HOOK: RefCell<Option<Hook>> = const { RefCell::new(None) };
    /// What happened while the hook was set, but not in the hook.
    static SEEN: RefCell<Vec<Event>> = const { RefCell::new(Vec::new()) };
    static IN_HOOK: Cell<bool> = const { Cell::new(false) };
}

fn happens(event: Event) {
    let Some(hook) = HOOK.with_borrow(|hook| hook.clone()) else {
        return;
    };
    if IN_HOOK.replace(true) {
        return;
    }
    SEEN.with_borrow_mut(|seen| seen.push(event));
    struct Out;
    impl Drop for Out {
        fn drop(&mut self) {
            IN_HOOK.set(false);
        }
    }
    let _out = Out;
    hook(event);
}

/// Calls `f` with a hook; says what happened.
fn hooked(hook: impl Fn(Event) + 'static, f: impl FnOnce()) -> Vec<Event> {
    struct Unhook;
    impl Drop for Unhook {
        fn drop(&mut self) {
            HOOK.take();
        }
    }
    HOOK.set(Some(Rc::new(hook)));
    let unhook = Unhook;
    f();
    drop(unhook);
    let mut seen = SEEN.take();
    seen.sort();
    seen.dedup();
    seen
}

#[derive(Debug)]
struct Key(u32);

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        happens(Event::Hash);
        // Keys that differ in the tens only have one hash.
        (self.0 % 10).hash(state);
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        happens(Event::Eq);
        self.0 == other.0
    }
}

impl Eq for Key {}

impl Drop for Key {
    fn drop(&mut self) {
        happens(Event::DropKey);
    }
}

#[derive(Debug, PartialEq)]
struct Value(u32);

impl Clone for Value {
    fn clone(&self) -> Self {
        happens(Event::Clone);
        Self(self.0)
    }
}

impl Drop for Value {
    fn drop(&mut self) {
        happens(Event::DropValue);
    }
}

#[derive(Default)]
struct Hashers(RandomState);

impl BuildHasher for Hashers {
    type Hasher = <RandomState as BuildHasher>::Hasher;

    fn build_hasher(&self) -> Self::Hasher {
        happens(Event::Hasher);
        self.0.build_hasher()
    }
}

type Map = OnceMap<Key, Value, Hashers>;

/// Everything that can be done to a map, to two keys of one hash.
fn use_it(map: &Map) {
    now(map.compute(Key(1), || ready(Value(1))));
    now(map.compute(Key(11), || ready(Value(11))));
    now(map.compute(Key(1), pending));
    map.get(&Key(11));
    let _ = now(map.try_compute(Key(21), || ready(Err::<Value, ()>(()))));
    let _ = poll_and_drop(map.compute(Key(21), pending));
    map.discard(&Key(1));
    map.remove(&Key(11));
    map.discard(&Key(1));
}

const ALL: [Event; 6] = [
    Event::Hash,
    Event::Eq,
    Event::Clone,
    Event::DropKey,
    Event::DropValue,
    Event::Hasher,
];

#[test]
fn comes_back_to_the_map_from_everywhere() {
    let map = Rc::new(Map::default());
    let again = map.clone();
    let seen = hooked(
        move |_| {
            again.len();
            let _ = format!("{again:?}");
            again.get(&Key(1));
            // Other keys of that hash, which come and go while they are being compared.
            now(again.compute(Key(31), || ready(Value(31))));
            again.remove(&Key(31));
            let _ = poll_and_drop(again.compute(Key(41), pending));
        },
        || use_it(&map),
    );
    assert_eq!(seen, ALL);
    assert!(map.is_empty());
    assert_eq!(Rc::strong_count(&map), 1, "with the hook gone");
}

/// The very key is removed, or made, while it is being looked for.
#[test]
fn the_map_changes_under_a_lookup() {
    for (change, made) in [(1, None), (2, Some(2))] {
        let map = Rc::new(Map::default());
        now(map.compute(Key(11), || ready(Value(11))));
        now(map.compute(Key(1), || ready(Value(1))));
        let (again, once) = (map.clone(), Cell::new(true));
        let hook = move |event| {
            if event == Event::Eq && once.replace(false) {
                again.discard(&Key(1));
                if change == 2 {
                    now(again.compute(Key(1), || ready(Value(2))));
                }
            }
        };
        // What it was, or what it is.
        hooked(hook, || {
            let found = map.get(&Key(1)).map(|value| value.0);
            assert!(found == Some(1) || found == made, "{found:?}");
        });
        assert_eq!(map.get(&Key(1)).is_some(), change == 2);
    }
}

/// Each of them panics, at each of the moments that it has.
#[test]
fn panics_leave_the_map_in_order() {
    let mut panicked = Vec::new();
    for event in ALL {
        for at in 0.. {
            let map = Map::default();
            let (left, fired) = (Rc::new(Cell::new(at)), Rc::new(Cell::new(false)));
            let fire = fired.clone();
            let hook = move |now| {
                // Not while it panics already.
                if now == event && !std::thread::panicking() {
                    if left.get() == 0 && !fire.replace(true) {
                        panic!("{event:?}");
                    }
                    left.set(usize::saturating_sub(left.get(), 1));
                }
            };
            hooked(hook, || {
                let result = catch_unwind(AssertUnwindSafe(|| use_it(&map)));
                assert_eq!(result.is_err(), fired.get());
            });
            // Whatever was made is there and whole; nothing is being waited for.
            let len = [1, 11, 21]
                .iter()
                .filter(|k| map.get(&Key(**k)).is_some_and(|value| value.0 == **k))
                .count();
            assert_eq!(map.len(), len, "{event:?} {at}");
            use_it(&map);
            assert!(map.is_empty(), "{event:?} {at}");
            if !fired.get() {
                break;
            }
            panicked.push(event);
        }
    }
    panicked.dedup();
    assert_eq!(panicked, ALL);
}

/// A call whose key panics is over at once, and has dropped it.
#[test]
fn a_key_that_panics_ends_the_call() {
    for event in [Event::Hash, Event::Eq] {
        let map = Map::default();
        now(map.compute(Key(1), || ready(Value(1))));
        let mut call = Task::new(map.compute(Key(1), pending));
        let once = Cell::new(true);
        let hook = move |now| assert!(now != event || !once.replace(false), "key");
        let seen = hooked(hook, || {
            assert_eq!(panics(|| call.poll().is_ready()), "key");
        });
        assert!(seen.contains(&Event::DropKey), "{seen:?}");
        call.over();
    }
}

/// A key that is not needed, since somebody is at work for one like it, panics when it is dropped.
#[test]
fn a_key_that_panics_does_not_stay_in_line() {
    let map = Map::default();
    let first = Task::waiting(map.compute(Key(1), pending));
    let hook = |event| assert!(event != Event::DropKey, "drop");
    hooked(hook, || {
        let mut second = Task::new(map.compute(Key(1), pending));
        assert_eq!(panics(|| second.poll().is_ready()), "drop");
    });
    assert_eq!(map.len(), 1);
    drop(first);
    assert!(map.is_empty());
}

/// A closure that is not needed panics when it is dropped: the value that was found is not lost.
#[test]
fn a_closure_that_panics_takes_no_value_with_it() {
    struct Bad;
    impl Drop for Bad {
        fn drop(&mut self) {
            panic!("closure");
        }
    }

    const KEYS: [u32; 2] = [1, 11];
    for found in KEYS {
        let map = Map::default();
        for key in KEYS {
            now(map.compute(Key(key), || ready(Value(key))));
        }
        let bad = Bad;
        let mut call = Task::new(map.compute(Key(found), move || {
            let _bad = &bad;
            pending()
        }));
        assert_eq!(panics(|| call.poll().is_ready()), "closure");
        // Nobody looks at it any more, so it is no clone that comes out.
        let seen = hooked(|_| (), || assert!(map.remove(&Key(found)).is_some()));
        assert!(!seen.contains(&Event::Clone), "{found}");
    }
}

/// An entry that is removed while it is compared goes with the lookup, and panics: what that has found
/// is not lost.
#[test]
fn an_entry_that_panics_takes_no_other_with_it() {
    const KEYS: [u32; 3] = [1, 11, 21];
    let pairs = KEYS.map(|found| KEYS.map(|gone| (found, gone)));
    let mut panicked = 0;
    for (found, gone) in pairs.into_iter().flatten().filter(|(a, b)| a != b) {
        for at in 0..4 {
            let map = Rc::new(Map::default());
            for key in KEYS {
                now(map.compute(Key(key), || ready(Value(key))));
            }
            let (again, compared, removed) = (map.clone(), Cell::new(0), Cell::new(false));
            let hook = move |event| match event {
                Event::Eq if compared.replace(compared.get() + 1) == at => {
                    again.discard(&Key(gone));
                    removed.set(true);
                }
                Event::DropKey => assert!(!removed.replace(false), "drop"),
                _ => {}
            };
            hooked(hook, || {
                let key = ManuallyDrop::new(Key(found));
                let get = AssertUnwindSafe(|| map.get(&*key).map(|value| value.0));
                match catch_unwind(get) {
                    Ok(value) => assert_eq!(value, Some(found)),
                    Err(_) => panicked += 1,
                }
            });
            // Nobody looks at it any more, so it is no clone that comes out.
            let seen = hooked(|_| (), || assert!(map.remove(&Key(found)).is_some()));
            assert!(!seen.contains(&Event::Clone), "{found} {gone} {at}");
        }
    }
    assert!(panicked > 0);
}

/// The value is there when the clone for its maker panics: the others have it.
#[test]
fn a_clone_that_panics_is_the_callers_own_affair() {
    let map = Map::default();
    let mut polls = 0;
    let mut first = Task::new(map.compute(Key(1), || {
        std::future::poll_fn(move |_| {
            polls += 1;
            match polls {
                1 => std::task::Poll::Pending,
                _ => std::task::Poll::Ready(Value(1)),
            }
        })
    }));
    first.pending();
    let mut second = Task::waiting(map.compute(Key(1), pending));
    let once = Cell::new(true);
    let hook = move |event| assert!(event != Event::Clone || !once.replace(false), "clone");
    hooked(hook, || {
        assert_eq!(panics(|| first.poll().is_ready()), "clone");
    });
    assert!(second.woken());
    assert_eq!(second.ready(), Value(1));
    assert_eq!(map.get(&Key(1)), Some(Value(1)));
}
