case-for = For us
case-against = Against us
case-wish = Buyer wants
case-courses = Courses
case-suggested = Suggested
point-within-promise = { $days } days on the way, { $promised } promised
point-delivered-in-time = delivered after { $days } days, { $promised } promised
point-delivered = { $days ->
    [0] delivered today
    [one] delivered yesterday
   *[other] delivered { $days } days ago
}
point-moving = { $days ->
    [0] the parcel moved today
    [one] the parcel moved yesterday
   *[other] the parcel moved { $days } days ago
}
point-protection-over = protection is over
point-buyers-part = the cause lies with the buyer
point-earlier-disputes = { $count ->
    [one] one earlier dispute of this buyer here
   *[other] { $count } earlier disputes of this buyer here
}
point-no-pictures = the buyer showed no picture
point-past-promise = { $days ->
    [one] one day past the promise
   *[other] { $days } days past the promise
}
point-delivered-late = { $days ->
    [one] delivered one day after the promise
   *[other] delivered { $days } days after the promise
}
point-stands-still = the parcel has not moved for { $days } days
point-protected = within protection
point-pictures = { $count ->
    [one] the buyer showed a picture
   *[other] the buyer showed { $count } pictures
}
point-lane-late = { $count } of the last { $of } parcels on this lane took longer too
point-carrier-disputed = { $count } of the last { $of } orders that this carrier took came to a dispute (usual here: { $usual } %)
point-product-disputed = { $count } of the last { $of } orders of this product came to a dispute (usual here: { $usual } %)
wish-refund = a refund
wish-return = to send it back for a refund
wish-resend = another one sent
wish-part = a part of the money
wish-attention = an answer
wish-change-of-mind = out of the purchase
wish-asked = (asked for { $money })
wish-asked-all = (asked for { $money }, all of it)
course-accept = Accept { $cost }
course-partial = Offer { $offer }: { $past }, about { $cost }
course-return = Return and refund about { $cost }
course-refuse = Refuse: { $past }, about { $cost }
course-wait = Explain and wait: { $past }, about { $cost }
course-taken = { $of ->
    [0] no such case yet
   *[other] taken in { $some } of { $of } such cases
}
course-lost = { $of ->
    [0] no such case judged yet
   *[other] lost in { $some } of { $of }
}
advise-accept = Accept: whatever else is open costs as much or more.
advise-partial = Offer { $offer }: with all that can come of it, it costs least.
advise-return = Take it back: with what returned goods are worth, it costs least.
advise-refuse = Refuse, with the evidence below: it costs least.
advise-wait = Explain, and ask the buyer to wait: it costs least.
advise-now-accept = Accept for now: only a refusal would cost less.
advise-now-partial = Offer { $offer } for now: only a refusal would cost less.
advise-now-return = Take it back for now: only a refusal would cost less.
advise-not-refuse-tracking = Refuse only with tracking that shows it: without, AliExpress decides for the buyer.
advise-not-refuse-image = Refuse only with a picture or test of ours: without, AliExpress decides for the buyer.
