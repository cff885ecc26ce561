# The pictures in the digest: what they show, in words (for who cannot see them), and on them.
chart-rose = { $cause } rose from { $before } to { $now } { $days ->
    [7] a week
   *[other] in { $days } days
  }
chart-mostly-to = ; most are to { $country }
chart-steady = { $now } new disputes in { $days } days, { $before } in the { $days } before
chart-most = ; most often: { $cause } ({ $count })
chart-due = { $count } due within seven days, { $risk } of them within 24 h
chart-overdue = ; { $count } past their deadline
chart-peak = ; most on { $day } ({ $count })
chart-few = { $few ->
    [one] One of { $products } products brings
   *[other] { $few } of { $products } products bring
  } { $percent } % of { $total } disputes in { $days } days
chart-first = ; first: { $name } ({ $count })
chart-first-mostly = ; first: { $name } ({ $count }), mostly: { $cause }
chart-won = Won { $won } of { $whole } in the last { $weeks } weeks ({ $percent } %)
chart-won-before = , { $won } of { $whole } in the { $weeks } before ({ $percent } %)
chart-won-few = Won { $won } of { $whole } fought to the end in { $weeks } weeks
chart-sentence = { $said }.
chart-key = In the picture: { $key }

chart-title-causes = New disputes
chart-title-deadlines = Deadlines ahead
chart-title-won = Win rate
chart-under-causes = New disputes { $days ->
    [1] a day
   *[other] a week
  }, each up to { $time }
chart-under-deadlines = Ours to answer, by the day they fall due
chart-under-products = Disputes in { $days } days, and their share added up
chart-under-won = Won in % of n fought to the end, by week
chart-family-logistics = Logistics
chart-family-product = Product
chart-family-buyer = Buyer
chart-risk = Within 24 h
chart-later = Later
chart-late = Late
chart-today = Today
chart-others = { $count ->
    [one] One other
   *[other] { $count } others
  }
chart-disputes = Disputes
chart-product = Product
chart-share = Together
chart-fought = Won, %
