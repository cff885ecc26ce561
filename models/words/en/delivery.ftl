# Messages on their way to Slack: late, or stuck.
delay-line = ⏳ Delayed by Slack, about { $minutes } min: { $count ->
    [one] one message waits
   *[other] { $count } messages wait
  } for { $channel }. Nothing is lost.
delay-failing = ⏳ Delayed by Slack, which has taken nothing for { $channel } since { $since }: { $count ->
    [one] one message waits
   *[other] { $count } messages wait
  }. Nothing is lost, the desk goes on trying.
delay-card = ⏳ Its card is delayed by Slack, about { $minutes } min.
delay-card-failing = ⏳ Its card is delayed: Slack has taken nothing since { $since }; the desk goes on trying.
delay-doctor = Delayed by Slack: { $channels }. Nothing is lost.
stuck-doctor = { $count ->
    [one] One message is stuck
   *[other] { $count } messages are stuck
  } on the way to Slack: /dispute stuck says why, and tries again.
stuck-title = Stuck messages
stuck-none = Nothing is stuck: every message of the desk is in Slack, or on its way.
stuck-count = { $count ->
    [one] One message is stuck on its way to Slack
   *[other] { $count } messages are stuck on their way to Slack
  }
stuck-more = … and { $count } more; they come up as these are decided.
stuck-line = *{ $what }* for { $place }, since { $since }. { $why }
stuck-of = { $what } of #{ $number }
stuck-channel-line = *Everything* for { $place }: { $count ->
    [one] one message waits
   *[other] { $count } messages wait
  }. Slack refuses the channel ({ $error }): { $mend }
stuck-unclear = Slack’s answer was lost, and the desk cannot see whether it stands there ({ $error }): { $mend } If it stands there, leave it; if not, try again: it will say that it may be a repetition.
stuck-refused = Slack refuses it ({ $error }), and the desk goes on trying every few minutes: { $mend }
stuck-undrawable = The desk cannot draw it ({ $error }): a fault of the desk; who runs it finds the cause in the log under message_undrawable. It is tried again every few minutes.
stuck-kind-card = Card
stuck-kind-brief = Case
stuck-kind-nudge = Nudge
stuck-kind-shipping = Shipping reminder
stuck-kind-escalation = Escalation
stuck-kind-digest = Digest
stuck-kind-trouble = Word to the operators
stuck-kind-action = Word about an answer to AliExpress
stuck-kind-bundle = Nudges to one person
stuck-kind-hot_spot = Hot spot
stuck-kind-forecast = Forecast
stuck-again = Try again
stuck-leave = Leave it
stuck-open = What is stuck…
stuck-told = ⚠ { $count ->
    [one] A message of the desk is stuck
   *[other] { $count } messages of the desk are stuck
  } on the way to Slack
stuck-told-do = A lead decides what becomes of it here, or with /dispute stuck.
stuck-told-over = ✔ What was stuck on the way to Slack is not any more.
stuck-no-more = That is not stuck any more: it went through, or somebody decided meanwhile.
