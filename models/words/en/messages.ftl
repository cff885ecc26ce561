# Nudges, reminders, the digest, and what the desk says of itself.
nudge-hours = ⏳ *{ $left }* on { $number }, { $money }. { $consequence }
nudge-last = ⏳ *Under 1 h left* on { $number }, { $money }. { $consequence }
consequence-respond = AliExpress executes the buyer's claim { $at } if we stay silent.
consequence-return_address = Without a return address the buyer is refunded { $at }.
consequence-confirm_return = Unless we confirm or contest the returned parcel, the refund is executed { $at }.
consequence-evidence = AliExpress decides { $at } with the evidence that it has.
consequence-appeal = It was lost; one appeal is possible in Seller Center until { $at }.
nudge-passed = 🔴 *The deadline of { $number } passed* { $at }, { $money }. If AliExpress still waits, answer now; otherwise resolve it with its outcome.
nudge-text = { $left } on { $number }, { $money }
nudge-for = { $owner }, it is yours.
nudge-nobody = Nobody has it yet.
nudge-instead = { $person }, { $owner } is off, and the deadline comes before their shift: please take it.
nudge-restarted = ↻ *The clock of { $number } began anew*: { $left }, until { $at }. { $money }. The claim changed; what was said before no longer counts.
nudge-anew = The claim changed: its clock began anew, and what was said before no longer counts.
nudge-idle = ⌛ { $owner }, { $number } is yours since { $since }, and AliExpress shows no answer yet. *{ $left }*, { $money }. Answer it, or give it back.
nudge-idle-over = ✔ { $number }: { $owner } had it and did not answer; that is settled.
nudge-given-back = ⌛ *{ $number } is back in the queue*: { $owner } had it and AliExpress shows no answer. *{ $left }*, { $money }. Nobody has it.
nudge-its-owner = its owner
nudge-taken = ✔ { $number } has an owner again: { $owner }.
nudge-overtaken = ↳ { $number }: reminded { $left } before the deadline.
nudge-appeal-over = ✔ The time to appeal against { $number } is over.
nudge-before = { $hours ->
    [one] one hour
   *[other] { $hours } hours
  }
bundle = { $count ->
    [one] ⏳ *One of your disputes needs you*: { $left } on { $number }.
   *[other] ⏳ *{ $count } of your disputes need you.* The first: { $left } on { $number }.
}
bundle-leads = { $count ->
    [one] ⏳ *One dispute is at its deadline*: { $left } on { $number }.
   *[other] ⏳ *{ $count } disputes are at their deadlines.* The first: { $left } on { $number }.
}
bundle-text = { $count ->
    [one] One dispute needs you: { $left } on { $number }
   *[other] { $count } disputes need you, the first: { $left } on { $number }
}
bundle-what-return_address = { " " }(return address)
bundle-what-confirm_return = { " " }(returned parcel)
bundle-what-evidence = { " " }(evidence)
bundle-what-appeal = { " " }(appeal)
bundle-line = *{ $left }* on { $number }{ $what }, { $money } · { $cause } · { $where }
bundle-card = the card
bundle-done = ✔ All of this is settled.
nudge-done-answered = ✔ Answered{ $by } at { $at }{ $margin }: { $number } waits for somebody else.
nudge-by = { " " }by { $person }
nudge-margin = , { $left } before the deadline
nudge-done-closed = ✔ { $number } was closed{ $by } at { $at }: { $outcome }.
nudge-done-moved = ✔ The deadline of { $number } moved to { $at }.
nudge-done-platform = ✔ { $number } is handled by AliExpress now.
escalation = ⚑ *{ $number } needs a lead* · { $cause } · { $money } · { $left }
escalation-why = { $person } writes: { $why }
escalation-text = { $number } needs a lead
digest-title = { $day } · { $stores }
digest-trouble = ⚠ *{ $store }* is not read since { $since }: { $why }
digest-unmapped = ❔ { $count } in a state that the desk does not know: { $numbers }. Look at them in Seller Center; `/dispute list unmapped` shows them.
digest-quiet = Quiet: nothing due within 24 h, { $open } open, nothing new.
digest-text = { $day }: { $due } due within 24 h, { $open } open, { $unclaimed } nobody has
trouble-source = ⚠ *{ $store }*: AliExpress is not read since { $since }. { $why }
trouble-source-over = ✔ *{ $store }*: AliExpress is read again.
trouble-channel = ⚠ Slack refuses { $channel } ({ $error }): { $mend }
trouble-channel-over = ✔ Slack takes messages for { $channel } again.
mend-not_in_channel = invite the app into the channel with /invite.
mend-channel_not_found = the channel does not exist or the app is not in it; set the store's channel anew with disputes store add.
mend-is_archived = the channel is archived; unarchive it, or set the store's channel anew with disputes store add.
mend-missing_scope = the app lacks a permission; install it again with the scopes of manifest.yaml.
mend-invalid_auth = the bot token is wrong or was revoked; set SLACK_BOT_TOKEN.
mend-user_disabled = this person has left Slack; take their roles away with disputes member remove.
mend-user_not_found = Slack knows nobody by this id; look at disputes member list and at the rules.
mend-too_far_back = more was said there meanwhile than the desk reads back; look for it in the channel.
mend-other = look the word up in Slack's documentation; messages wait meanwhile.
watch-head = ⚠ *The desk needs a look*, since { $at }
watch-text = ⚠ The desk needs a look: { $trouble }
watch-over = ✔ *The desk is well again* since { $at }
watch-over-text = ✔ The desk is well again.
watch-silent = No sign of life from { $part } since { $since }.
watch-silent-yet = No sign of life from { $part } yet.
watch-stuck = Nothing came through the queue { $queue } since { $since }, although its worker lives.
watch-unread = { $store }: { $door } not read since { $since }. { $why }
watch-late = { $count ->
    [one] One nudge is late: it was due { $since } and does not stand in Slack.
   *[other] { $count } nudges are late: the oldest was due { $since } and does not stand in Slack.
  }
watch-was = { $trouble } Over since { $at }.
watch-more = … and { $count } more
watch-do-silent = Start the part again if nothing does; the end of its log says why it fell silent.
watch-do-stuck = Look at the log of the queue's worker: a job hangs, or the queue is too long for one worker.
watch-do-unread = disputes store list says how each store is doing; nothing is lost, reading goes on where it ended.
watch-do-late = GET /ready and the logs of worker and clock say what holds them up; whoever has a deadline today should look into the queue.
watch-blind = ⚠ *The database does not answer* since { $since }. Nothing is taken in, changed or reminded of until it does.
watch-do-blind = Look at the database's server and at DATABASE_URL; nothing that was saved is lost. Whoever has a deadline today should look into Seller Center.
watch-sees = ✔ *The database answers again* since { $at }.
