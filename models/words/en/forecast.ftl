# What will miss its deadline today.
forecast-title = *Forecast { $day }* · { $stores }
forecast-missed = { $missed ->
    [one] *1 will be missed at this pace*, of { $due } due before { $until }.
   *[other] *{ $missed } will be missed at this pace*, of { $due } due before { $until }.
}
forecast-all-met = { $due ->
    [0] *Nothing more is due* before { $until }.
    [one] *It will be met at this pace*: 1 is due before { $until }.
   *[other] *All will be met at this pace*: { $due } are due before { $until }.
}
forecast-help = About { $span } of help from now on{ $shared } would save { $saves } of them.
forecast-help-all = About { $span } of help from now on{ $shared } would save { $saves ->
    [one] it
   *[other] all { $saves }
}.
forecast-shared = , shared by { $people } more people,
forecast-passed-on = { $count ->
    [one] Somebody here has time for 1 of them: assign it.
   *[other] People here have time for { $count } of them: assign these.
}
forecast-lost = { $count ->
    [one] 1 cannot be saved any more: { $numbers }.
   *[other] { $count } cannot be saved any more: { $numbers }.
}
forecast-overdue = { $count ->
    [one] 1 is past its deadline already.
   *[other] { $count } are past their deadline already.
}
forecast-comes = its turn would come { $at }
forecast-never = nobody who has it works before then
forecast-nobody = nobody who may take it works before then
forecast-has-time = { $person } has time
forecast-more = … and { $count } more.
forecast-were-missed = *Missed today*  { $numbers }
forecast-were-met = *Was at risk, and is not any more*  { $numbers }
forecast-pace = { $people ->
    [one] 1 person works until then · { $work } for each dispute, the median of { $count } · nine of ten take no longer than { $slow }: then { $missed } would be missed
   *[other] { $people } people work until then · { $work } for each dispute, the median of { $count } · nine of ten take no longer than { $slow }: then { $missed } would be missed
}
forecast-pace-assumed = { $people ->
    [one] 1 person works until then · { $work } for each dispute, as the rules say: too few were measured ({ $count })
   *[other] { $people } people work until then · { $work } for each dispute, as the rules say: too few were measured ({ $count })
}
forecast-text = Forecast { $day }: { $missed } of { $due } due will be missed at this pace
forecast-over = The day is over.
forecast-line = *Today*  { $due } due before { $until }{ $rest }
forecast-line-missed = { " " }· { $count } will be missed at this pace: { $numbers }
forecast-line-help = ; about { $span } of help would save { $saves ->
    [one] { $missed ->
        [one] it
       *[other] 1 of them
    }
   *[other] { $saves }
}
forecast-line-passed = ; { $count ->
    [one] somebody has time for 1 of them
   *[other] people have time for { $count } of them
}
forecast-line-lost = ; { $count } cannot be saved any more
