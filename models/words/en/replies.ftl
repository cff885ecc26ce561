# The team's own replies.
own-title = { $count ->
    [0] Your team has no replies of its own yet
    [one] One reply of your team
   *[other] { $count } replies of your team
  }
own-about = They are offered beside the built-in ones; what keeps more money in this store rises.
own-more = … and { $count } more
own-list-title = Your team's replies
own-add = Write one
own-change = Change
own-by = written by <@{ $person }>
own-unused = not used yet
own-used = { $count ->
    [one] used once
   *[other] used { $count } times
  }
own-kept = { $count ->
    [one] one dispute ended, { $share } of the money kept
   *[other] { $count } disputes ended, { $share } of the money kept
  }
own-yours = One of your team's own
own-short = your team's
own-keep = Keep for the team…
own-every-store = every store
own-form-title = Write a reply
own-change-title = Change a reply
own-store = Store
own-purpose = What it is for
own-language = The buyer's language
own-hint = 5 to 500 characters when it is filled in, by AliExpress' rules.
own-values = Values in double braces are filled in from the order, such as { "{{" } product { "}}" }. There are: { $known }
own-meaning = The same in your language, so that everybody knows what it says
own-preview = Preview
own-as-read = As the buyer of { $number } would read it:
own-as-sample = As a buyer could read it (with samples, for there is no such dispute yet):
own-length = { $count } of 500 characters
own-needs = It is offered where these are known: { $names }
own-back = Change it
own-retire = Take out of use
own-saved = It is kept, and offered from now on.
own-retired = It is out of use. What it did is still counted.
own-gone = This reply is out of use by now.
own-no-store = There is no store in which you may write replies.
draft-not-plain = Write plain words, and values such as { "{{" } product { "}}" }; nothing else may stand in braces.
draft-unknown = There is no value “{ $asked }”. There are: { $known }
draft-beyond = “{ $asked }” is not in the reply itself: what is not asked for there may be unknown here.
reply-changed = <@{ $owner }> changed this reply meanwhile. Open it again.
not-allowed-replies = Your role does not let you write the team's replies. Ask a lead to make you an agent.
not-allowed-everywhere = A reply for every store is written by people who have a role in every store. Choose one store.
machine-translation = machine translation
machine-short = AI draft
machine-draft = Drafted by a machine: read it before you use it
machine-doubts = ⚠ check these numbers: { $numbers }
