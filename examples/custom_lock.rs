//! A lock of one's own: a mutex that keeps a profile of itself, namely how often it was taken, how
//! often somebody had to wait for it, and which line of the program has held it longest.
//!
//! It is built from public parts of `mea` alone, and shows what a lock needs:
//!
//! | step | part |
//! |---|---|
//! | 1 | a *raw* part, which knows nothing of the value: who holds the lock, who waits |
//! | 2 | the lock: the raw part, and the value in a `LockCell` |
//! | 3 | the description of the lock, an `unsafe impl Guards`, the one place with unsafe code |
//! | 4 | `#[mea::guard_family]` on it, which writes the four guard types |
//! | 5 | the methods of the lock, all of them safe |
//!
//! Run it with `cargo run --example custom_lock`.
#![deny(unsafe_code)]

use std::{
    fmt,
    panic::Location,
    ptr::NonNull,
    sync::{Arc, Barrier, Mutex as StdMutex, MutexGuard as StdMutexGuard, PoisonError},
    thread,
    time::{Duration, Instant},
};

use mea::{
    blocking::{FutureExt, block_on},
    guard::{self, Exclusive, Guards, LockCell},
    semaphore::{AcquireAndForget, Semaphore},
};

// ---------------------------------------------------------------------------------------------
// 1. The raw part.

/// The part of a [`ProfiledMutex`] that does not know the type of the value.
///
/// A guard of a part of the value (`MappedProfiledGuard<'_, U>`) has forgotten the type of the whole,
/// and still has to release the lock: it does so through this.
pub struct RawProfiled {
    /// One permit. Who has it holds the lock; who waits for it stands in line here, first come,
    /// first served, and a wait that is dropped leaves the line.
    permit: Semaphore,
    /// Held for a few instructions and never across an `.await`: a lock of `std` is right here.
    profile: StdMutex<Profile>,
}

/// What a [`ProfiledMutex`] knows about itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Profile {
    /// How often it was taken.
    pub acquisitions: u64,
    /// How often it was not free, and somebody waited for it.
    pub waits: u64,
    /// The longest that it was held, and by which line.
    pub longest_hold: Option<(Duration, &'static Location<'static>)>,
    /// Since when it is held, and by which line.
    current: Option<(Instant, &'static Location<'static>)>,
}

impl RawProfiled {
    fn profile(&self) -> StdMutexGuard<'_, Profile> {
        // A profile is as good after a panic as before, and `release` must not panic: it runs when
        // a guard is dropped.
        self.profile.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The holder tells that it has the lock now.
    fn begin(&self, line: &'static Location<'static>) {
        let mut profile = self.profile();
        profile.acquisitions += 1;
        profile.current = Some((Instant::now(), line));
    }

    /// The holder tells that it is about to give the lock up.
    fn end(&self) {
        let mut profile = self.profile();
        // `None` if somebody took the lock by `mea::guard::acquire`, past our methods. That is
        // allowed, and merely goes without a measurement.
        if let Some((since, line)) = profile.current.take() {
            let hold = since.elapsed();
            if profile
                .longest_hold
                .is_none_or(|(longest, _)| hold > longest)
            {
                profile.longest_hold = Some((hold, line));
            }
        }
    }
}

// ---------------------------------------------------------------------------------------------
// 2. The lock.

/// A mutex that keeps a [`Profile`] of itself.
pub struct ProfiledMutex<T: ?Sized> {
    raw: RawProfiled,
    /// `LockCell<Exclusive, T>` makes the lock `Sync` where a mutex may be: if `T: Send`. The value
    /// comes last, so that `T` may be unsized.
    value: LockCell<Exclusive, T>,
}

// ---------------------------------------------------------------------------------------------
// 3. The description, and 4. the guards.

#[allow(unsafe_code)]
#[mea::guard_family(
    pub,
    borrowed = ProfiledGuard,
    mapped = MappedProfiledGuard,
    owned = OwnedProfiledGuard,
    owned_mapped = OwnedMappedProfiledGuard,
)]
// SAFETY: by the points of `Guards`,
// (1) An acquisition takes the only permit, and `release` puts one back. `AcquireAndForget` that is
//     dropped early has taken nothing.
// (2) So there is one holder at a time. The value is reached through guards alone, or where the lock
//     is owned (`into_inner`), when there are none. The semaphore promises that what was done before
//     a release happens before what is done after the next acquisition.
// (3) Both addresses are those of fields of `self`.
// (4) `LockCell<Exclusive, T>` is `Sync` only if `T: Send`.
// (5) Nothing here looks at `T`, so `ProfiledMutex<()>` does the same with the same raw part.
unsafe impl<T: ?Sized> Guards<Exclusive> for ProfiledMutex<T> {
    type Target = T;
    type Raw = RawProfiled;
    type Acquire<'a> = AcquireAndForget<'a>;

    fn target(&self) -> NonNull<T> {
        self.value.as_ptr()
    }

    fn raw(&self) -> &RawProfiled {
        &self.raw
    }

    fn try_acquire(raw: &RawProfiled) -> bool {
        // "And forget": the permit is not given back by a `SemaphorePermit`, but by `release`.
        raw.permit.try_acquire_and_forget(1)
    }

    fn acquire(raw: &RawProfiled) -> AcquireAndForget<'_> {
        raw.permit.acquire_and_forget(1)
    }

    unsafe fn release(raw: &RawProfiled) {
        // Still the holder, and alone with `current`; after the next line no longer.
        raw.end();
        raw.permit.release(1);
    }
}

// ---------------------------------------------------------------------------------------------
// 5. The methods.

impl<T> ProfiledMutex<T> {
    /// A lock that nobody holds.
    pub fn new(value: T) -> Self {
        Self {
            raw: RawProfiled {
                permit: Semaphore::new(1),
                profile: StdMutex::default(),
            },
            value: LockCell::new(value),
        }
    }

    /// The value.
    pub fn into_inner(self) -> T {
        self.value.into_inner()
    }
}

impl<T: ?Sized> ProfiledMutex<T> {
    /// Waits until the lock is free, and takes it.
    ///
    /// A function and not an `async fn`, so that it can note the line that calls it.
    ///
    /// # Cancel safety
    ///
    /// Nothing is lost but the place in line: there is one `.await` on the way, that of
    /// [`guard::acquire`], and what follows it runs in the same poll.
    #[track_caller]
    pub fn lock(&self) -> impl Future<Output = ProfiledGuard<'_, T>> {
        self.lock_at(Location::caller())
    }

    async fn lock_at(&self, line: &'static Location<'static>) -> ProfiledGuard<'_, T> {
        if let Some(guard) = self.try_lock_at(line) {
            return guard;
        }
        self.raw.profile().waits += 1;
        let access = guard::acquire(self).await;
        self.raw.begin(line);
        // The acquisition becomes a guard by `From`.
        access.into()
    }

    /// Takes the lock if it is free and nobody waits for it.
    #[track_caller]
    pub fn try_lock(&self) -> Option<ProfiledGuard<'_, T>> {
        self.try_lock_at(Location::caller())
    }

    fn try_lock_at(&self, line: &'static Location<'static>) -> Option<ProfiledGuard<'_, T>> {
        let access = guard::try_acquire(self)?;
        self.raw.begin(line);
        Some(access.into())
    }

    /// [`lock`](Self::lock) with a guard that keeps the lock alive.
    #[track_caller]
    pub fn lock_owned(self: Arc<Self>) -> impl Future<Output = OwnedProfiledGuard<T>> {
        let line = Location::caller();
        async move {
            let guard = self.lock_at(line).await;
            // The borrowed acquisition becomes one that owns: the same hold, with another keeper. It
            // would be refused for a guard of another lock. (A clone, as `guard` borrows `self`.)
            match guard::adopt(self.clone(), guard.into()) {
                Ok(access) => access.into(),
                Err(_) => unreachable!("it is a guard of this lock"),
            }
        }
    }

    /// [`try_lock`](Self::try_lock) with a guard that keeps the lock alive.
    #[track_caller]
    pub fn try_lock_owned(self: Arc<Self>) -> Option<OwnedProfiledGuard<T>> {
        // The error is the `Arc`, for those who want it back.
        let access = guard::try_acquire_owned::<_, Self, Exclusive>(self).ok()?;
        access.owner().raw.begin(Location::caller());
        Some(access.into())
    }

    /// What was noted so far.
    pub fn profile(&self) -> Profile {
        *self.raw.profile()
    }
}

impl fmt::Display for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "taken {} times, waited for {} times",
            self.acquisitions, self.waits
        )?;
        if let Some((time, line)) = self.longest_hold {
            write!(
                f,
                ", held for {time:.1?} at the longest, by {}:{}",
                line.file(),
                line.line()
            )?;
        }
        Ok(())
    }
}

// ---------------------------------------------------------------------------------------------
// A program that uses it.

/// The value: what two kinds of workers count.
#[derive(Debug, Default)]
struct Ledger {
    quick: u64,
    slow: u64,
}

fn main() {
    const WORKERS: usize = 4;
    const ROUNDS: u64 = 1_000;
    const SLOW_ROUNDS: u64 = 3;

    let ledger = Arc::new(ProfiledMutex::new(Ledger::default()));
    let start = Barrier::new(WORKERS + 1);
    thread::scope(|scope| {
        // Borrowed guards, on threads without any runtime.
        for _ in 0..WORKERS {
            scope.spawn(|| {
                start.wait();
                for _ in 0..ROUNDS {
                    block_on(ledger.lock()).quick += 1;
                }
            });
        }
        // The culprit that the profile is to find. Only a part of the value leaves the block: the
        // guard of it is another type, and holds the lock in the same way.
        scope.spawn(|| {
            start.wait();
            for _ in 0..SLOW_ROUNDS {
                let mut slow: MappedProfiledGuard<'_, u64> = {
                    let whole = block_on(ledger.lock());
                    ProfiledGuard::map(whole, |ledger| &mut ledger.slow)
                };
                thread::sleep(Duration::from_millis(20));
                *slow += 1;
            }
        });
    });

    // An owned guard borrows nothing: it can leave for a thread that outlives this function.
    let guard = block_on(ledger.clone().lock_owned());
    assert!(ledger.try_lock().is_none() && ledger.clone().try_lock_owned().is_none());
    let slow = OwnedProfiledGuard::map(guard, |ledger| &mut ledger.slow);
    thread::spawn(move || {
        let mut slow: OwnedMappedProfiledGuard<Ledger, u64> = slow;
        *slow += 1;
    })
    .join()
    .expect("adding one does not panic");

    // A wait that is given up leaves the line: nobody hands the lock to it.
    let holder = ledger.try_lock().expect("nobody else is left");
    assert!(
        ledger
            .lock()
            .wait_timeout(Duration::from_millis(5))
            .is_err()
    );
    drop(holder);

    println!("profile: {}", ledger.profile());
    let ledger = Arc::into_inner(ledger)
        .expect("all guards are gone")
        .into_inner();
    println!("ledger: {ledger:?}");
    assert_eq!(ledger.quick, WORKERS as u64 * ROUNDS);
    assert_eq!(ledger.slow, SLOW_ROUNDS + 1);
}
