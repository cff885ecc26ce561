# The leads' digest.
digest-risk = *At risk*  { $count } due within 24 h{ $money } · { $overdue } past their deadline · { $unclaimed } nobody has
digest-due = Due first: { $numbers }
digest-since = *Since { $since }*  { $opened } new · { $answered } answered · { $closed } closed{ $outcomes }
digest-refunded = { " " }· refunded { $money }
digest-silent = { " " }· { $count } lost by silence{ $money }
digest-open = *Open*  { $open }{ $money }{ $handled ->
    [0] { "" }
   *[other] , { $handled } of them handled by AliExpress
  }
digest-people = *People*  { $people }
digest-person-late = , { $count } late
digest-person-due = , first due { $at }
digest-origins = *Where it comes from, 7 days*  { $origins }
digest-rising = *Rising*  { $origins }
digest-moved = { $name } { $now } ({ $before } before)
digest-moved-by = { $name } { $now } ({ $before } before), mostly: { $cause }
digest-more = Which disputes, products, carriers and countries: in the thread.
digest-details = Details
digest-list-due = Due within 24 h
digest-list-overdue = Past their deadline
digest-list-unclaimed = Nobody has
digest-origin-cause = *Causes, 7 days*  { $origins }
digest-origin-product = *Products*  { $origins }
digest-origin-carrier = *Carriers*  { $origins }
digest-origin-country = *Countries*  { $origins }
digest-causes = *Open by cause*  { $causes }
