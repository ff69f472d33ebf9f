//! An expansion, written by `UPDATE_SNAPSHOTS=1 cargo test -p mea-macros`.

/// # Locks
///
/// In no order among themselves:
///
/// - `last`, a reader-writer lock around `key` and `value`: [`CacheLast`]
/// - `name`, a mutex: [`CacheName`]
struct Cache<'a, K: Eq + From<V>, V = u32, const N: usize = 2>
where
    V: Default,
{
    last: ::mea::rwlock::RwLock<CacheLastData<K, V>>,
    #[cfg(unix)]
    plain: [V; N],
    name: ::mea::mutex::Mutex<&'a str>,
}
/// The fields of [`Cache`] behind the lock `last`.
#[allow(dead_code)]
struct CacheLastData<K: Eq + From<V>, V>
where
    V: Default,
{
    /// The field `key`.
    key: Option<K>,
    /// The field `value`.
    pub value: Option<V>,
}
/// The place in the lock order of `last`, a reader-writer lock around `key` and `value` of [`Cache`].
#[derive(::core::fmt::Debug)]
#[allow(dead_code, unreachable_pub)]
enum CacheLast {}
impl ::mea::order::Level for CacheLast {
    const LOCK: &'static str = "last";
    const OWNER: &'static str = ::core::concat!(::core::module_path!(), "::", "Cache");
}
impl ::mea::order::LockAfter<::mea::order::Nothing> for CacheLast {}
impl ::mea::order::AtOrAfter<CacheLast> for CacheLast {}
impl<Before> ::mea::order::AtOrAfter<Before> for CacheLast
where
    CacheLast: ::mea::order::LockAfter<Before>,
{}
/// The place in the lock order of `name`, a mutex of [`Cache`].
#[derive(::core::fmt::Debug)]
#[allow(dead_code, unreachable_pub)]
enum CacheName {}
impl ::mea::order::Level for CacheName {
    const LOCK: &'static str = "name";
    const OWNER: &'static str = ::core::concat!(::core::module_path!(), "::", "Cache");
}
impl ::mea::order::LockAfter<::mea::order::Nothing> for CacheName {}
impl ::mea::order::AtOrAfter<CacheName> for CacheName {}
impl<Before> ::mea::order::AtOrAfter<Before> for CacheName
where
    CacheName: ::mea::order::LockAfter<Before>,
{}
#[allow(dead_code, single_use_lifetimes)]
impl<'a, K: Eq + From<V>, V, const N: usize> Cache<'a, K, V, N>
where
    V: Default,
{
    /// The field `key`, behind the lock [`last`](Self::last): takes that lock.
    #[must_use]
    #[inline]
    fn key(
        &self,
    ) -> ::mea::shared::Part<
        '_,
        ::mea::rwlock::RwLock<CacheLastData<K, V>>,
        Option<K>,
        CacheLast,
    > {
        ::mea::shared::Part::new(
            &self.last,
            ::mea::shared::Pick::new(
                |group: &CacheLastData<K, V>| &group.key,
                |group: &mut CacheLastData<K, V>| &mut group.key,
            ),
        )
    }
    /// [`key`](Self::key), with guards that keep the `Arc` and borrow nothing.
    #[must_use]
    #[inline]
    fn key_arc(
        self: &::mea::shared::__private::Arc<Self>,
    ) -> ::mea::shared::OwnedPart<
        Self,
        ::mea::rwlock::RwLock<CacheLastData<K, V>>,
        Option<K>,
        CacheLast,
    > {
        let owner = ::core::clone::Clone::clone(self);
        ::mea::shared::OwnedPart::new(
            owner,
            |shared| &shared.last,
            ::mea::shared::Pick::new(
                |group: &CacheLastData<K, V>| &group.key,
                |group: &mut CacheLastData<K, V>| &mut group.key,
            ),
        )
    }
    #[cfg(unix)]
    /// The field `plain`, which has no lock.
    #[must_use]
    #[inline]
    fn plain(&self) -> &[V; N] {
        &self.plain
    }
    /// The mutex around `name`.
    #[must_use]
    #[inline]
    fn name(
        &self,
    ) -> ::mea::shared::Handle<'_, ::mea::mutex::Mutex<&'a str>, CacheName> {
        ::mea::shared::Handle::new(&self.name)
    }
    /// [`name`](Self::name), with guards that keep the `Arc` and borrow nothing.
    #[must_use]
    #[inline]
    fn name_arc(
        self: &::mea::shared::__private::Arc<Self>,
    ) -> ::mea::shared::OwnedHandle<Self, ::mea::mutex::Mutex<&'a str>, CacheName> {
        let owner = ::core::clone::Clone::clone(self);
        ::mea::shared::OwnedHandle::new(owner, |shared| &shared.name)
    }
    #[deprecated]
    /// The field `value`, behind the lock [`last`](Self::last): takes that lock.
    #[must_use]
    #[inline]
    pub fn value(
        &self,
    ) -> ::mea::shared::Part<
        '_,
        ::mea::rwlock::RwLock<CacheLastData<K, V>>,
        Option<V>,
        CacheLast,
    > {
        ::mea::shared::Part::new(
            &self.last,
            ::mea::shared::Pick::new(
                |group: &CacheLastData<K, V>| &group.value,
                |group: &mut CacheLastData<K, V>| &mut group.value,
            ),
        )
    }
    /// [`value`](Self::value), with guards that keep the `Arc` and borrow nothing.
    #[must_use]
    #[inline]
    pub fn value_arc(
        self: &::mea::shared::__private::Arc<Self>,
    ) -> ::mea::shared::OwnedPart<
        Self,
        ::mea::rwlock::RwLock<CacheLastData<K, V>>,
        Option<V>,
        CacheLast,
    > {
        let owner = ::core::clone::Clone::clone(self);
        ::mea::shared::OwnedPart::new(
            owner,
            |shared| &shared.last,
            ::mea::shared::Pick::new(
                |group: &CacheLastData<K, V>| &group.value,
                |group: &mut CacheLastData<K, V>| &mut group.value,
            ),
        )
    }
    /// The reader-writer lock around `key` and `value`.
    #[must_use]
    #[inline]
    fn last(
        &self,
    ) -> ::mea::shared::Handle<
        '_,
        ::mea::rwlock::RwLock<CacheLastData<K, V>>,
        CacheLast,
    > {
        ::mea::shared::Handle::new(&self.last)
    }
    /// [`last`](Self::last), with guards that keep the `Arc` and borrow nothing.
    #[must_use]
    #[inline]
    fn last_arc(
        self: &::mea::shared::__private::Arc<Self>,
    ) -> ::mea::shared::OwnedHandle<
        Self,
        ::mea::rwlock::RwLock<CacheLastData<K, V>>,
        CacheLast,
    > {
        let owner = ::core::clone::Clone::clone(self);
        ::mea::shared::OwnedHandle::new(owner, |shared| &shared.last)
    }
}
/// What a [`Cache`] is made of, without its locks.
#[allow(dead_code)]
struct CacheParts<'a, K: Eq + From<V>, V, const N: usize>
where
    V: Default,
{
    /// The field `key`.
    key: Option<K>,
    #[cfg(unix)]
    /// The field `plain`.
    plain: [V; N],
    /// The field `name`.
    name: &'a str,
    /// The field `value`.
    pub value: Option<V>,
}
#[allow(dead_code, single_use_lifetimes)]
impl<'a, K: Eq + From<V>, V, const N: usize> Cache<'a, K, V, N>
where
    V: Default,
{
    /// A new `Cache`, in which nothing is locked.
    #[must_use]
    #[allow(private_interfaces, clippy::too_many_arguments, clippy::new_without_default)]
    fn new(
        key: Option<K>,
        #[cfg(unix)]
        plain: [V; N],
        name: &'a str,
        value: Option<V>,
    ) -> Self {
        Self {
            #[cfg(unix)]
            plain,
            last: ::mea::rwlock::RwLock::new(CacheLastData { key, value }),
            name: ::mea::mutex::Mutex::new(name),
        }
    }
    /// The values, without the locks: nobody has them locked any more.
    #[must_use]
    fn into_parts(self) -> CacheParts<'a, K, V, N> {
        let last = self.last.into_inner();
        CacheParts {
            key: last.key,
            #[cfg(unix)]
            plain: self.plain,
            name: self.name.into_inner(),
            value: last.value,
        }
    }
}
#[allow(dead_code, single_use_lifetimes)]
impl<'a, K: Eq + From<V>, V, const N: usize> Cache<'a, K, V, N>
where
    V: Default,
{
    /// Begins to choose several locks, which are taken in the order of declaration however they are named: `last` and `name`.
    #[inline]
    fn locks(
        &self,
    ) -> CacheLocks<'_, 'a, K, V, N, ::mea::shared::NotTaken, ::mea::shared::NotTaken> {
        CacheLocks(
            self,
            (::mea::shared::NotTaken, (::mea::shared::NotTaken, ())),
            ::core::marker::PhantomData,
        )
    }
}
/// Several locks of a [`Cache`]: chosen by name, in any order, and taken in that of the declaration, which is `last` and `name`.
#[must_use = "nothing is locked before `.lock().await`"]
struct CacheLocks<
    'b,
    'a,
    K: Eq + From<V>,
    V,
    const N: usize,
    Last = ::mea::shared::NotTaken,
    Name = ::mea::shared::NotTaken,
>(
    &'b Cache<'a, K, V, N>,
    (Last, (Name, ())),
    ::core::marker::PhantomData<fn(&'b ()) -> &'b ()>,
)
where
    V: Default;
#[allow(single_use_lifetimes)]
impl<'b, 'a, K: Eq + From<V>, V, const N: usize, Last, Name> ::core::fmt::Debug
for CacheLocks<'b, 'a, K, V, N, Last, Name>
where
    V: Default,
{
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        f.debug_struct("CacheLocks").finish_non_exhaustive()
    }
}
/// What is locked by [`Cache::locks`]: a guard for each lock that was chosen, to be taken out by name.
#[derive(::core::fmt::Debug)]
#[allow(dead_code)]
#[must_use = "if unused, the locks are released at once"]
struct CacheLocked<Last = ::mea::shared::NotTaken, Name = ::mea::shared::NotTaken> {
    /// The guard of `last`, if it was chosen.
    last: Last,
    /// The guard of `name`, if it was chosen.
    name: Name,
}
#[allow(dead_code, single_use_lifetimes)]
impl<
    'b,
    'a,
    K: Eq + From<V>,
    V,
    const N: usize,
    Name,
> CacheLocks<'b, 'a, K, V, N, ::mea::shared::NotTaken, Name>
where
    V: Default,
{
    /// Chooses, for reading, `last`.
    #[inline]
    #[track_caller]
    fn last(
        self,
    ) -> CacheLocks<
        'b,
        'a,
        K,
        V,
        N,
        ::mea::shared::Acquire<::mea::rwlock::Read<'b, CacheLastData<K, V>>, CacheLast>,
        Name,
    > {
        let CacheLocks(shared, (_, (name, ())), invariant) = self;
        let last = ::mea::shared::Handle::<_, CacheLast>::new(&shared.last).read();
        CacheLocks(shared, (last, (name, ())), invariant)
    }
}
#[allow(dead_code, single_use_lifetimes)]
impl<
    'b,
    'a,
    K: Eq + From<V>,
    V,
    const N: usize,
    Name,
> CacheLocks<'b, 'a, K, V, N, ::mea::shared::NotTaken, Name>
where
    V: Default,
{
    /// Chooses, for writing, `last`.
    #[inline]
    #[track_caller]
    fn last_mut(
        self,
    ) -> CacheLocks<
        'b,
        'a,
        K,
        V,
        N,
        ::mea::shared::Acquire<::mea::rwlock::Write<'b, CacheLastData<K, V>>, CacheLast>,
        Name,
    > {
        let CacheLocks(shared, (_, (name, ())), invariant) = self;
        let last = ::mea::shared::Handle::<_, CacheLast>::new(&shared.last).write();
        CacheLocks(shared, (last, (name, ())), invariant)
    }
}
#[allow(dead_code, single_use_lifetimes)]
impl<
    'b,
    'a,
    K: Eq + From<V>,
    V,
    const N: usize,
    Last,
> CacheLocks<'b, 'a, K, V, N, Last, ::mea::shared::NotTaken>
where
    V: Default,
{
    /// Chooses `name`.
    #[inline]
    #[track_caller]
    fn name(
        self,
    ) -> CacheLocks<
        'b,
        'a,
        K,
        V,
        N,
        Last,
        ::mea::shared::Acquire<::mea::mutex::Lock<'b, &'a str>, CacheName>,
    > {
        let CacheLocks(shared, (last, (_, ())), invariant) = self;
        let name = ::mea::shared::Handle::<_, CacheName>::new(&shared.name).lock();
        CacheLocks(shared, (last, (name, ())), invariant)
    }
}
#[allow(single_use_lifetimes)]
impl<'b, 'a, K: Eq + From<V>, V, const N: usize, Last, Name> ::mea::shared::Locks
for CacheLocks<'b, 'a, K, V, N, Last, Name>
where
    V: Default,
    Last: ::mea::shared::Slot,
    Name: ::mea::shared::Slot,
{
    type Slots = (Last, (Name, ()));
    type Locked = CacheLocked<Last::Taken, Name::Taken>;
    #[inline]
    fn into_slots(self) -> Self::Slots {
        self.1
    }
    #[inline]
    fn locked(
        (last, (name, ())): <Self::Slots as ::mea::shared::Slots>::Taken,
    ) -> Self::Locked {
        CacheLocked { last, name }
    }
}
#[allow(dead_code, single_use_lifetimes)]
impl<
    'b,
    'a,
    K: Eq + From<V>,
    V,
    const N: usize,
    Last,
    Name,
> CacheLocks<'b, 'a, K, V, N, Last, Name>
where
    V: Default,
    Last: ::mea::shared::Slot,
    Name: ::mea::shared::Slot,
{
    /// Takes the chosen locks, one after the other in the order of declaration.
    ///
    /// # Cancel safety
    ///
    /// Cancel-safe: a future that is dropped half-way releases what it has taken. Not
    /// snooze-safe.
    #[inline]
    fn lock(self) -> ::mea::shared::LockAll<Self> {
        ::mea::shared::LockAll::new(self)
    }
    /// [`lock`](Self::lock), after what `held` says is held. The guards borrow `held`, like the
    /// token that comes with them.
    #[inline]
    fn lock_after<Before>(
        self,
        held: &'b mut ::mea::order::Held<Before>,
    ) -> ::mea::shared::LockAllAfter<'b, Self, Before>
    where
        Last: ::mea::shared::SlotAfter<Before>,
        Name: ::mea::shared::SlotAfter<Before>,
    {
        <Last as ::mea::shared::SlotAfter<Before>>::declare();
        <Name as ::mea::shared::SlotAfter<Before>>::declare();
        ::mea::shared::LockAllAfter::new(self, held)
    }
}
