# Hot spots: what brings more disputes than chance would, and what became of its fix.
hot-spot-title-rate = 🔥 *Hot spot: { $called }* ({ $subject }, { $store })
hot-spot-text-rate = Hot spot: { $called }, { $disputed } of { $orders } orders disputed
hot-spot-subject-product = product
hot-spot-subject-variant = variant
hot-spot-subject-supplier = supplier
hot-spot-subject-warehouse = warehouse
hot-spot-subject-carrier = carrier
hot-spot-subject-lane = lane
hot-spot-share-now = *{ $disputed } of { $orders }* orders shipped since { $since } are disputed ({ $percent } %)
hot-spot-share-before = *Before*  { $disputed } of { $orders } when they were as young ({ $percent } %)
hot-spot-new = *Before*  too few orders to say
hot-spot-share-elsewhere = *Rest of the store*  { $disputed } of { $orders } ({ $percent } %)
hot-spot-cause = *Most of them*  { $cause } ({ $count } of { $whole })
hot-spot-causes = *No one cause*  { $causes }
hot-spot-cure = *Suggested*  { $cure }: { $prevention }
hot-spot-cure-packing = packing
hot-spot-cure-listing = description and pictures
hot-spot-cure-carrier = carrier
hot-spot-cure-promise = promised days
hot-spot-cure-supplier = supplier
hot-spot-cure-checking = checking orders before they ship
hot-spot-cure-writing = writing to buyers first
hot-spot-sample = > “{ $words }” #{ $number }
hot-spot-wordless = > #{ $number }: { $cause }, without words
hot-spot-fix = Fixed on…
hot-spot-fix-again = Another day…
hot-spot-dismiss = Not a hot spot
hot-spot-show = Show disputes
hot-spot-dismissed = ✔ Not a hot spot, says { $person } ({ $when })
hot-spot-fixed = 🔧 *Fixed on { $day }*, says { $person }: before { $disputed_before } of { $orders_before } orders, since then { $disputed } of { $orders }
hot-spot-fixed-uncounted = 🔧 *Fixed on { $day }*, says { $person }; what it did is counted each morning from now on
hot-spot-too-few = too few to say
hot-spot-verdict-better = ✔ *Better* since { $day }: before { $disputed_before } of { $orders_before } orders, since then { $disputed } of { $orders }
hot-spot-verdict-same = ⚠ *Not better* since { $day }: before { $disputed_before } of { $orders_before } orders, since then { $disputed } of { $orders }
hot-spot-verdict-unclear = *Too few to say*, to the end: before { $day } { $disputed_before } of { $orders_before } orders, since then { $disputed } of { $orders }
hot-spot-lapsed = ✔ Over by itself: last found { $when }
hot-spot-form-title = Fixed on…
hot-spot-form-about = { $called } ({ $subject }, { $store })
hot-spot-day = Since which day?
hot-spot-day-hint = Orders shipped from that day on, by the store's time, are held against as many days before it.
hot-spot-shown-title = Disputes
hot-spot-shown-none = No disputes behind it.
hot-spots-title = { $count ->
    [0] No hot spot stands.
    [one] One hot spot
   *[other] { $count } hot spots
  }
hot-spots-line = *{ $said }* ({ $subject }, { $store }) · { $state }
hot-spots-more = … and { $count } more, found earlier
hot-spots-open = found { $when }
hot-spots-fixed = fixed on { $day }, says { $person }
hot-spot-unknown = This hot spot is not known any more. /dispute hotspots lists those that stand.
hot-spot-over = Somebody was faster, or it is over: look at the message again. /dispute hotspots lists those that stand.
hot-spot-day-ahead = That day is yet to come. Choose today or an earlier one.
hot-spot-day-long-ago = That is before the orders by which it was found. Choose a later day.
not-allowed-hot-spots = Only leads, and the owner of the product, can say that a hot spot is fixed or is none.
