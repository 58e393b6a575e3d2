//! Brakes on what strangers may try. Kept in memory: a restart forgives, several nodes each count for themselves.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// Keys remembered at most; beyond that, those that have recovered are forgotten, then all.
const KEYS_MAX: usize = 20_000;

/// What is limited, with the burst that is free and the time in which one more try grows back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Limit {
    /// Passwords tried for one login from one address: enough for a person who mistypes.
    Login,
    /// Passwords tried from one address whatever the login: a whole office may sit behind one.
    Address,
    /// Links and set-up tokens tried from one address.
    Link,
    /// Links for people outside opened from one address: a whole office may read one, and a guess is one try too.
    Shared,
    /// Pictures made for one member: each may keep a core busy for a second.
    Export,
}

impl Limit {
    const fn burst(self) -> u32 {
        match self {
            Self::Login => 5,
            Self::Address => 60,
            Self::Link => 30,
            Self::Shared => 40,
            Self::Export => 20,
        }
    }

    const fn regrows_in(self) -> Duration {
        match self {
            Self::Login => Duration::from_secs(30),
            Self::Address => Duration::from_secs(2),
            Self::Link => Duration::from_secs(5),
            Self::Shared => Duration::from_secs(3),
            Self::Export => Duration::from_secs(6),
        }
    }
}

/// Come back after this time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wait(pub Duration);

struct Bucket {
    tries: f64,
    at: Instant,
}

/// All counters.
#[derive(Default)]
pub struct RateLimits {
    buckets: Mutex<HashMap<(Limit, IpAddr, String), Bucket>>,
}

impl RateLimits {
    /// Counts one try.
    pub fn check(&self, limit: Limit, address: IpAddr, key: &str) -> Result<(), Wait> {
        self.check_at(limit, address, key, Instant::now())
    }

    fn check_at(&self, limit: Limit, address: IpAddr, key: &str, now: Instant) -> Result<(), Wait> {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= KEYS_MAX {
            buckets.retain(|(limit, ..), bucket| regrown(*limit, bucket, now) < f64::from(limit.burst()));
            if buckets.len() >= KEYS_MAX {
                buckets.clear();
            }
        }
        let full = f64::from(limit.burst());
        let bucket =
            buckets.entry((limit, network(address), key.to_lowercase())).or_insert(Bucket { tries: full, at: now });
        bucket.tries = regrown(limit, bucket, now);
        bucket.at = now;
        if bucket.tries < 1.0 {
            return Err(Wait(limit.regrows_in().mul_f64(1.0 - bucket.tries)));
        }
        bucket.tries -= 1.0;
        Ok(())
    }

    /// A success: the tries before it were those of a person who mistyped.
    pub fn forgive(&self, limit: Limit, address: IpAddr, key: &str) {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        buckets.remove(&(limit, network(address), key.to_lowercase()));
    }
}

fn regrown(limit: Limit, bucket: &Bucket, now: Instant) -> f64 {
    let since = now.saturating_duration_since(bucket.at).as_secs_f64();
    (bucket.tries + since / limit.regrows_in().as_secs_f64()).min(f64::from(limit.burst()))
}

/// One subscriber has a whole /64 of IPv6.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
            Some(v4) => IpAddr::V4(v4),
            None => IpAddr::V6((u128::from(v6) >> 64 << 64).into()),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);

    #[test]
    fn the_sixth_password_in_a_row_has_to_wait_and_one_grows_back() {
        let limits = RateLimits::default();
        let start = Instant::now();
        for _ in 0..Limit::Login.burst() {
            assert_eq!(limits.check_at(Limit::Login, HERE, "wu", start), Ok(()));
        }
        assert_eq!(limits.check_at(Limit::Login, HERE, "WU", start), Err(Wait(Limit::Login.regrows_in())));
        assert_eq!(limits.check_at(Limit::Login, HERE, "yang", start), Ok(()), "another login is not concerned");
        let later = start + Limit::Login.regrows_in();
        assert_eq!(limits.check_at(Limit::Login, HERE, "wu", later), Ok(()));
        assert!(limits.check_at(Limit::Login, HERE, "wu", later).is_err());
    }

    #[test]
    fn two_addresses_of_one_ipv6_network_share_their_tries() {
        let limits = RateLimits::default();
        let now = Instant::now();
        let [a, b, other] = ["2001:db8::1", "2001:db8::2", "2001:db8:0:1::1"].map(|text| text.parse().unwrap_or(HERE));
        for _ in 0..Limit::Login.burst() {
            assert_eq!(limits.check_at(Limit::Login, a, "wu", now), Ok(()));
        }
        assert!(limits.check_at(Limit::Login, b, "wu", now).is_err());
        assert_eq!(limits.check_at(Limit::Login, other, "wu", now), Ok(()));
    }

    #[test]
    fn endless_keys_do_not_fill_the_memory() {
        let limits = RateLimits::default();
        let now = Instant::now();
        for n in 0..KEYS_MAX + 10 {
            assert_eq!(limits.check_at(Limit::Login, HERE, &n.to_string(), now), Ok(()));
        }
        assert!(limits.buckets.lock().is_ok_and(|buckets| buckets.len() <= KEYS_MAX));
    }
}
