# Who may do what.
role-viewer = viewer
role-agent = agent
role-lead = lead
role-admin = admin
role-none = no role
roles-title = { $count ->
    [one] One role is given
   *[other] { $count } roles are given
  }
roles-about = A person's own role counts before the role of a group they are in; a role in one store counts there before one in every store.
roles-line = { $who } · *{ $role }* · { $store }
roles-group = user group { $group }
roles-people = { $count ->
    [one] one person
   *[other] { $count } people
  }
roles-unread = not read yet
roles-trouble = nobody or whoever was in it last, for Slack says { $error }: { $mend }
roles-by = given by { $person }
roles-once-read = It counts for each of its people once Slack has said who they are.
roles-more = … and { $count } more: disputes member list
roles-add = Give a role…
roles-change = Change…
roles-form-title = Role
roles-person = A person
roles-channel = Or everybody in a private channel
roles-channel-hint = The app must be in it. Whoever joins has the role within five minutes, whoever leaves loses it.
roles-usergroup = Or everybody in a user group, by its id
roles-role = What they may do
roles-store = Where
roles-every-store = every store
roles-one-of = Name one: a person, a channel or a user group.
you-gave-role = { $who } is { $role } now: { $store }.
you-took-role = { $who } has no role any more: { $store }.
which-member = Say who, and what: /dispute roles @name agent, or #channel, or @group; a store after it, or none as the role.
which-role = Say which role: viewer, agent, lead, admin, or none.
no-member-id = “{ $asked }” is nobody's id in Slack. A person's begins with U or W, a user group's with S, a channel's with C or G.
not-allowed-roles = Only admins can see and give roles. Ask an admin of the store.
not-allowed-roles-everywhere = A role in every store is given by admins of every store. Choose one store.
not-allowed-roles-of-admin = <@{ $person }> is an admin of every store; only another one changes their roles.
would-shut-out = That would take your own right to give roles away. Ask another admin to do it.
mend-not_private = the channel is public, so whoever likes could help themselves to the role; make it private.
mend-shared_outside = the channel is shared with another company, whose people would have the role; use one of your own.
mend-no_such_subteam = Slack knows no such user group; look its id up, or take the role away.
