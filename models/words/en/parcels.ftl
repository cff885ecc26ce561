# Reminders about orders and their parcels, before a dispute exists.
remind-what-ship-by = { $count ->
    [one] One order must ship
   *[other] { $count } orders must ship
  }
remind-what-no-scan = { $count ->
    [one] One parcel was shipped and never scanned
   *[other] { $count } parcels were shipped and never scanned
  }
remind-what-no-movement = { $count ->
    [one] One parcel has not moved for { $days } days
   *[other] { $count } parcels have not moved for { $days } days
  }
remind-what-customs = { $count ->
    [one] One parcel is held by customs
   *[other] { $count } parcels are held by customs
  }
remind-what-failed-delivery = { $count ->
    [one] One parcel could not be delivered
   *[other] { $count } parcels could not be delivered
  }
remind-what-pick-up = { $count ->
    [one] One parcel waits to be picked up
   *[other] { $count } parcels wait to be picked up
  }
remind-what-promise = { $count ->
    [one] One parcel may miss its promised date
   *[other] { $count } parcels may miss their promised date
  }
remind-what-protection = { $count ->
    [one] One order's protection ends before its parcel is there
   *[other] The protection of { $count } orders ends before their parcels are there
  }
remind-title = 📦 *{ $what }* { $more }
remind-first = · the first by { $at } ({ $left })
remind-by = · by { $at } ({ $left })
remind-money = · { $money }
remind-do-ship-by = Ship and enter the tracking number before the limit: AliExpress closes and refunds what is not shipped in time.
remind-do-no-scan = Ask the carrier whether it has the parcel and check the tracking number. If it never left, tell the buyer before they ask.
remind-do-no-movement = The buyer can open a dispute. Ask the carrier for a search, and write first.
remind-do-customs = Send the buyer what customs asks for, and say who pays duty. Extend the receipt time while it is cleared.
remind-do-failed-delivery = Ask the carrier for a second attempt, and the buyer whether the address is right. For what goes back, agree on sending it again or on a refund.
remind-do-pick-up = Tell the buyer to collect it now: what nobody collects goes back, and its dispute is harder to win.
remind-do-promise = Write first and extend the receipt time: after the promised date the buyer can claim all of the money.
remind-do-protection = Extend the receipt time before it ends, or agree with the buyer on what happens next.
remind-line = { $order } · { $product } · { $state }
remind-state-ship-by = ship by { $at } ({ $left })
remind-state-no-scan = shipped { $shipped }
remind-state-no-movement = { $age }: { $event }
remind-state-customs = { $age }: { $event }
remind-state-failed-delivery = { $age }: { $event }
remind-state-pick-up = until about { $at } ({ $left })
remind-state-promise = promised by { $at } ({ $left }) · { $event }
remind-state-protection = protection ends { $at } ({ $left }) · { $event }
remind-more = … and { $count } more; Show lists them all.
remind-to-send = To send to the buyer, { $language }:
remind-meaning = Meaning: { $text }
remind-show = Show
remind-show-messages = Show messages
remind-handled = Mark as handled
remind-modal = Parcels to see to
remind-page = Page { $page } of { $pages }
remind-next = Next page
remind-previous = Previous page
remind-over = ✔ { $what }: { $ends }.
remind-over-shipped = { $count } shipped
remind-over-delivered = { $count } delivered
remind-over-moved = { $count } moved on
remind-over-disputed = { $count } in dispute
remind-over-ended = { $count } ended
remind-over-passed = { $count } past the limit
remind-over-changed = { $count } with a new date
remind-over-handled = { $count } handled by { $person }
remind-so-far = ✔ So far: { $ends }.
remind-about-ship-by = Reminder to ship
remind-about-no-scan = Reminder of parcels without a scan
remind-about-no-movement = Reminder of parcels that stand still
remind-about-customs = Reminder of parcels at customs
remind-about-failed-delivery = Reminder of failed deliveries
remind-about-pick-up = Reminder of parcels to pick up
remind-about-promise = Reminder of promised dates
remind-about-protection = Reminder of protection that ends
lane-usual = Usually { $days } days on this lane (median of { $parcels } parcels; 1 in 10 takes { $late })
lane-too-few = How long this lane takes: too few to say (parcels so far: { $parcels })
remind-extend = Extend receipt time…
extend-orders-title = More time to receive
extend-which = Order
extend-of-order = Order { $order } · receipt time ends { $at }
remind-lane = { $carrier } to { $country }: { $usual }
