# Answers to commands, modals, Home.
you-claimed = You have { $number } now. The case is in its thread.
you-released = { $number } is free again.
you-assigned = { $number } is with <@{ $person }> now.
you-reopened = { $number } is open again.
you-escalated = The leads know of { $number }.
you-corrected = { $number } counts as { $cause } now.
digest-wanted = The digest of { $day } is on its way to <#{ $channel }>.
digest-no-store = There is no store yet: disputes store add makes one.
digest-no-channel = No leads' channel is set. Set LEADS_CHANNEL, or the store's with disputes store add --leads-channel.
reposted = The card of { $number } is drawn anew.
list-title = { $count ->
    [0] No disputes here: { $what }.
    [one] One dispute: { $what }
   *[other] { $count } disputes: { $what }
  }
list-open = open
list-mine = yours
list-late = past their deadline
list-platform = handled by AliExpress
list-unmapped = in a state that the desk does not know
list-more = … and { $count } more; narrow it with a cause, such as /dispute list B2
list-line = *#{ $number }* · { $cause } · { $money } · { $left } · { $owner }
help-viewer = *What you can say*
    /dispute list [mine|open|late|platform|B2] shows disputes, /dispute help shows this
    /dispute show #12 shows one, by number, issue id or order id
    /dispute case #12 opens its case: both sides, what each course costs, the evidence
    /dispute history #12 shows who did what to it
    /dispute evidence #12 shows what helps, what is there, and how to get the rest
    /dispute rules shows the rules in force
    /dispute hotspots lists what brings more disputes than chance would
    /dispute replies shows your team's own replies, to change or add to
    /dispute language zh answers you in Chinese, auto as your Slack is set
    /dispute find words finds disputes by number, parcel, product or words
    /order 8194000000001470 tells where an order stands (order id, tracking number, or last six digits)
help-agent = *What you do with disputes*
    /dispute next gives you the one that most needs somebody
    /dispute claim #12 makes it yours, /dispute release #12 gives it back
    /dispute reply #12 opens a suggested reply to edit
    /dispute cause #12 B2 corrects its cause
    /dispute send #12 sends an answer to AliExpress after a last look, /dispute extend #12 gives the buyer more time
    /dispute resolve #12 closes it with an outcome, /dispute reopen #12 opens it again
    /dispute relate #12 #15 says that they belong together, /dispute merge #12 #15 lets #15 stand for both, /dispute unmerge #12 undoes it
    /dispute snooze #12 tomorrow 9 leaves you alone until then, /dispute snooze #12 off ends it
    /dispute escalate #12 why tells the leads
help-lead = *For leads*
    /dispute assign #12 @name gives it to somebody
    /dispute digest posts today's digest now, /dispute digest week or month that of the one before
    /dispute figures tells how the last 30 days went, /dispute figures 90d the last 90: times, wins, losses, and AliExpress' own rates
    /dispute forecast tells what will miss its deadline today, and how much help would save it
    /dispute health tells how near each store is to a level of AliExpress' rates, /dispute health #12 #15 what follows if these are lost
    /dispute stuck lists what is stuck on its way to Slack, to try again or to leave
help-admin = *For admins*
    /dispute roles shows who may do what, /dispute roles @name agent gives a role, none takes it away
close = Close
save = Save
keep = Keep reply
cancel = Cancel
waiting = One moment…
reply-title = Reply to #{ $number }
resolve-title = Resolve #{ $number }
cause-title = Cause of #{ $number }
escalate-title = Ask the leads
reply-buyer-wrote = *The buyer wrote* ({ $language })
reply-suggestion = Suggestion
reply-text = Your reply
reply-hint = Up to { $most } characters. It is kept here for you to copy; nothing is sent to the buyer.
reply-team = In your language
reply-refund = What do you offer ({ $currency })?
reply-refund-hint = Press Enter, and the suggestion is filled in.
reply-missing = Not known yet, so some suggestions are left out: { $names }
resolve-outcome = How did it end?
resolve-refunded = Money really refunded{ $currency }
resolve-cause = What was the root of it?
resolve-prevention = What would have prevented it?
cause-pick = The cause
escalate-why = What do the leads need to know?
order-state = *Order { $order }* · { $state } · as of { $age }
order-status-PLACE_ORDER_SUCCESS = awaiting payment
order-status-PAYMENT_PROCESSING = payment in progress
order-status-WAIT_SELLER_EXAMINE_MONEY = waiting for us to confirm the amount
order-status-RISK_CONTROL = payment under review
order-status-RISK_CONTROL_HOLD = held by payment review
order-status-WAIT_GROUP = waiting for the group to fill
order-status-WAIT_GROUP_SUCCESS = waiting for the group to complete
order-status-WAIT_COMPLETE_ADDRESS = waiting for a complete address
order-status-WAIT_SELLER_SEND_GOODS = to be shipped
order-status-SELLER_PART_SEND_GOODS = partly shipped
order-status-WAIT_BUYER_ACCEPT_GOODS = shipped, not yet confirmed by the buyer
order-status-FUND_PROCESSING = settling the money
order-status-FINISH = finished
order-status-IN_CANCEL = cancellation asked for
order-status-IN_ISSUE = in dispute
order-status-IN_FROZEN = frozen
order-paid = Paid { $at }
order-shipped = shipped { $at }
order-ship-by = ship by { $at } ({ $left })
order-promised = promised by { $at }
order-protection = protection ends { $at }
order-item = { $name } ×{ $quantity }
order-to = to { $country }
order-parcel = { $carrier } { $number }: { $events }
order-no-parcel = No tracking number yet.
order-dispute = Dispute #{ $number }, { $turn }, { $left }, { $owner }
order-no-dispute = No dispute.
order-several = { $more ->
    [0] { $count } orders match; these are they:
   *[other] { $count } orders match; here are { $shown } of them:
  }
home-title = Your disputes
home-none = You have none. /dispute next gives you the one that most needs somebody.
home-count = { $count ->
    [one] You have one.
   *[other] You have { $count }.
  }
digest-now = Post today's digest
home-list = All open disputes
list-pick = Disputes
home-next = Give me the next
home-waiting = Waiting for others
home-desk = The desk
home-desk-line = { $open } open · { $unclaimed } nobody has · { $overdue } past their deadline · { $due } due within 24 h
home-no-role = You have no role on this desk yet. Ask an admin to add you: disputes member add { $person } --role agent
send-title = Send for #{ $number }
send-act = What to do
send-counter = Counter with an amount
send-refuse = Refuse and pay nothing
send-agree = Agree and pay { $money } (plan of: { $owner })
send-amount = Amount in { $currency }, at most { $most }
send-hint = { $least } to { $most } characters, for a counter or a refusal. The buyer reads them; an agreement takes no words.
send-continue = Continue
send-now = Send now
send-look = A last look
send-once = It goes to AliExpress as it stands here, and cannot be taken back.
send-target = Dispute *{ $number }* · order { $order } · buyer { $buyer }
send-doubtful = ⚠ An earlier one may have arrived: { $what }. Look in Seller Center first.
copy-title = By hand: #{ $number }
copy-switch = The desk may not write to AliExpress for { $store }, so this is done by hand.
copy-role = Your role does not let you send from here. Somebody who may can do it, or it is done by hand.
copy-no-plan = The desk knows no plan of the buyer for { $number }, so this is done by hand.
copy-text = *The text to copy*
extend-title = More time: #{ $number }
extend-days = Days to add
extend-hint = From 1 to { $most }
extend-order = Dispute *{ $number }* · order { $order } · receipt time ends { $at }
extend-until = It would then end { $at }
you-snoozed = { $number } rests until { $until }: no nudge before.
you-snoozed-no-longer = { $number } rests until { $until } and no longer: that is { $hours } h before AliExpress' deadline ({ $due }), which nothing here moves.
you-woke = { $number } rests no longer.
snooze-title = Snooze #{ $number }
snooze-pick = How long?
snooze-text = Or in your own words
snooze-hint = Such as 2h, tomorrow 9, friday 14:30. It never lasts past AliExpress' deadline.
next-why = Why this one: { $money } at stake, of which an answer keeps about { $keeps }; { $left }.
next-why-unpriced = Why this one: nobody knows the amount; { $left }.
more = More…
assign = Assign…
repost = Draw the card anew
board-title = Dispute #{ $number }
assign-title = Assign #{ $number }
assign-pick = Who takes it?
thread-opens = Press to go on with { $number }:
done = Done.
no-card = This message belongs to no dispute. Open the menu of a card, or of what stands in its thread.
you-speak = I speak English with you from now on.
history = History
order-asking = Asking AliExpress what is new…
order-not-fresh = AliExpress could not be asked again: { $why }
evidence = Evidence
evidence-title = Evidence of #{ $number }
evidence-hand-in = Hand in an image (JPG, PNG or GIF, 2 MB at most) with: disputes evidence '{ $number }' FILE. It waits here and in the thread until somebody sends it.
found = with “{ $words }”
