//! Doing the same for many migrations on all cores.

use std::num::NonZero;
use std::thread;

/// Fewer items than this for each thread are not worth starting one.
const LEAST: usize = 32;

/// `f` of each item, in order. Reading a thousand migrations is most of what embedding them costs,
/// and inside the compiler the other cores are idle at that time.
pub(super) fn map<T: Send, R: Send>(items: Vec<T>, f: impl Fn(T) -> R + Sync) -> Vec<R> {
    let threads = thread::available_parallelism()
        .map_or(1, NonZero::get)
        .min(items.len() / LEAST);
    if threads < 2 {
        return items.into_iter().map(f).collect();
    }
    let share = items.len().div_ceil(threads);
    let mut items = items.into_iter();
    let mut shares: Vec<Vec<T>> = Vec::new();
    loop {
        let next: Vec<T> = items.by_ref().take(share).collect();
        if next.is_empty() {
            break;
        }
        shares.push(next);
    }
    let f = &f;
    thread::scope(|scope| {
        let running: Vec<_> = shares
            .into_iter()
            .map(|share| scope.spawn(move || share.into_iter().map(f).collect::<Vec<R>>()))
            .collect();
        let finished = running.into_iter().map(|thread| {
            thread
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        });
        finished.flatten().collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_is_kept_whatever_the_number() {
        for count in [0, 1, LEAST, 2 * LEAST + 1, 1_000] {
            let doubled = map((0..count).collect(), |n| n * 2);
            assert_eq!(doubled, (0..count).map(|n| n * 2).collect::<Vec<_>>());
        }
    }

    #[test]
    #[should_panic(expected = "seven hundred")]
    fn a_panic_is_passed_on() {
        map((0..1_000).collect(), |n| {
            assert_ne!(n, 700, "seven hundred");
        });
    }
}
