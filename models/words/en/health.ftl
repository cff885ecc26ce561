# The health of a store: the platform's rates, and the levels that the rules set.
health-title = The health of { $stores }
health-store = *{ $store }*
health-of-dispute = Dispute rate
health-of-arbitration = Arbitration rate
health-of-liability = Liability rate
health-rate = *{ $name }*  { $percent } % ({ $part } of { $whole })
health-few = *{ $name }*  too few to say ({ $part } of { $whole })
health-later = { " " }· in a week about { $percent } % ({ $low } to { $high })
health-level = { " " }· *“{ $level }” is reached*
health-later-level = { " " }· “{ $level }” in a week
health-room-dispute = { " " }· { $count ->
    [0] the next dispute reaches
    [one] room for 1 more dispute before
   *[other] room for { $count } more disputes before
} “{ $next }” ({ $percent } %)
health-room-arbitration = { " " }· { $count ->
    [0] the next that AliExpress decides reaches
    [one] AliExpress can decide 1 more before
   *[other] AliExpress can decide { $count } more before
} “{ $next }” ({ $percent } %)
health-room-liability = { " " }· { $count ->
    [0] the next that is lost reaches
    [one] 1 more can be lost before
   *[other] { $count } more can be lost before
} “{ $next }” ({ $percent } %)
health-unset = No levels are set for this store: write those of its page in Seller Center into the rules, under health.
health-if-lost = *If lost: { $numbers }*
health-if = { $name } { $before } % → { $after } %
health-what-if = What if…
health-what-if-title = What if these are lost
health-pick = Which are lost?
health-none-open = Nothing is open in this store.
health-more = … and { $count } more stores: ask for one, /dispute health store.
health-line = *Health*  { $rates }
health-other-store = { $number } is of another store than { $store }. Ask for it without the store.
