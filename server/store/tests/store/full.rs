//! No space left.

use crate::{
    fixture::{appended, deal, filled, head, op, raw, wang},
    place::{Place, cases},
};
use model::Seq;
use store::StoreError;

// A PostgreSQL server can not be told to be full; that its code 53100 means `Full` is tested beside the error.
cases![@Sqlite a_full_database_says_so_stays_readable_and_recovers];

async fn a_full_database_says_so_stays_readable_and_recovers(place: Place) {
    let store = place.store().await;
    filled(&store, deal(1), 20).await;
    store.create_user(wang()).await.unwrap();
    let pages: i64 = place.query("select cast(page_count as text) from pragma_page_count").await[0].parse().unwrap();
    store.limit_pages(u32::try_from(pages).unwrap()).await.unwrap();

    let large = format!("\"{}\"", "沙".repeat(20_000));
    for attempt in 0..3 {
        let group = vec![op(500 + attempt, &[(deal(2), 0)]), raw(600 + attempt, deal(1), 20, &large)];
        let refused = store.append(group).await;
        assert!(matches!(refused, Err(StoreError::Full)), "{refused:?}");
    }
    assert!(StoreError::Full.to_string().contains("nothing that was acknowledged is lost"));

    assert_eq!(head(&store, deal(1)).await, Seq(20));
    assert_eq!(head(&store, deal(2)).await, Seq(0));
    assert_eq!(store.user_by_login("wang.jianguo").await.unwrap().unwrap().id, wang().id);
    assert!(store.verify().await.unwrap().is_sound());
    store.backup(&mut Vec::new()).await.unwrap();

    store.limit_pages(u32::try_from(pages).unwrap() + 1_000).await.unwrap();
    appended(&store, vec![op(501, &[(deal(2), 0)]), raw(601, deal(1), 20, &large)]).await;
    assert_eq!(head(&store, deal(1)).await, Seq(21));
    assert!(store.verify().await.unwrap().is_sound());
}
