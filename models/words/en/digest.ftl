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
digest-rising = *Rising, 7 days*
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

# The figures.
figures-title = Last { $days } days · { $stores }
figures-of-first-response = First response
figures-of-resolution = Time to resolution
figures-of-nudge = From a nudge to the answer
figures-of-won = Won, of those fought to the end
figures-of-silent = Lost by silence
figures-of-reopened = Opened again after we closed them
figures-of-refunded = Refunded, by value ({ $currency })
figures-of-disputed = Dispute rate, as AliExpress counts
figures-of-arbitrated = Arbitration rate
figures-of-liable = Liability rate
figures-spread = *{ $name }*  median { $median }, nine of ten within { $p90 } ({ $count })
figures-share = *{ $name }*  { $percent } % ({ $part } of { $whole })
figures-money = *{ $name }*  { $percent } % ({ $paid } of { $asked }, { $count } disputes)
figures-few = *{ $name }*  too few to say ({ $count })
figures-behind = Show the disputes behind…
figures-behind-title = Behind the figures
figures-behind-won = Won
figures-behind-ended = Ended: { $how }
figures-behind-refunded = Refunded
figures-behind-none = None in the last { $days } days.
figures-endings = *How they ended*  { $endings }
figures-which-span = “{ $asked }” is no span: say week, month, quarter, year, or days such as 90d, at most { $most }d.
digest-not-yet = The day { $day } is yet to come.
