package process

import (
	"encoding/json"
	"slices"
	"strconv"
	"time"

	"huiyin/engine/action"
	"huiyin/engine/problem"
)

// Merge lets a record go up in another one of the same form that asks for the same. Its work is put aside; what its
// customer sees and is told follows the other record, and it can be taken out again as it was.
type Merge struct {
	Field    string   `json:"field"`             // read-only relation to the same form: what the record went up in
	Status   string   `json:"status"`            // where it stands meanwhile; no step stands there
	From     []string `json:"from"`              // statuses
	Into     []string `json:"into,omitempty"`    // statuses the other record may be in; empty = any while it is under way
	Roles    []string `json:"roles,omitempty"`   // who may merge and take out again
	Owner    bool     `json:"owner,omitempty"`   // and the owner
	Comment  string   `json:"comment,omitempty"` // like that of a move
	Carry    []string `json:"carry,omitempty"`   // fields taken over from the other record
	Messages []string `json:"messages,omitempty"`
}

// Aside is what a merged record left when it went up in another, and where that one stands.
type Aside struct {
	Into    string    `json:"into"`
	By      string    `json:"by,omitempty"` // who merged
	At      time.Time `json:"at"`
	Status  string    `json:"status"`
	Since   time.Time `json:"since"`
	Owner   string    `json:"owner,omitempty"`
	Scopes  []Region  `json:"scopes"`
	Tokens  []Token   `json:"tokens"`
	Tasks   []Task    `json:"tasks,omitempty"`
	Path    []string  `json:"path,omitempty"`
	Returns []Return  `json:"returns,omitempty"`

	Values map[string]any `json:"values,omitempty"` // fields that the other record gave it, as they were
	Seq    int64          `json:"seq,omitempty"`    // of the last that was heard
	Lead   string         `json:"lead,omitempty"`   // status of the other record, "" before it was heard of
	State  string         `json:"state,omitempty"`  // of its process
	Heard  time.Time      `json:"heard,omitzero"`   // when the other record had entered that status
	Visits []Visit        `json:"visits,omitempty"` // its statuses since
	// Answered is whether the customer chose what is to become of it where the other record stands now.
	Answered bool `json:"answered,omitempty"`
}

// Member is a record that went up in this one. Users follow this record because of it.
type Member struct {
	ID    string   `json:"id"`
	Users []string `json:"users,omitempty"`
}

// Bounds of merging, so that a record stays a small document.
const (
	MaxMembers = 200 // records that go up in one
	keepHeard  = 50  // statuses of the other record that are remembered
)

// Unfit says why a record, which stands in status and may have gone up in another itself, cannot take a further one: the
// code of the problem, "" when it can.
func (m *Merge) Unfit(state, status, into string, members int) string {
	switch {
	case into != "":
		return "process.merge_into_merged"
	case state != "running" || len(m.Into) > 0 && !slices.Contains(m.Into, status):
		return "process.merge_into_status"
	case members >= MaxMembers:
		return "process.merge_full"
	}
	return ""
}

// Shown is the state as the customer sees it: that of the record it went up in where there is one.
func (s State) Shown() State {
	a := s.Aside
	if a == nil {
		return s
	}
	s.Status, s.StatusSince, s.State = a.Status, a.Since, "running"
	if a.Lead != "" {
		s.Status, s.State = a.Lead, a.State
		s.Visits = append(slices.Clip(s.Visits), a.Visits...)
		s.StatusSince = s.Visits[len(s.Visits)-1].At
	}
	return s
}

// restored is s as it was before it was merged.
func (a *Aside) restored(s State) State {
	s.State, s.Status, s.StatusSince, s.Aside = "running", a.Status, a.Since, nil
	s.Scopes, s.Tokens, s.Path, s.Returns = a.Scopes, a.Tokens, a.Path, a.Returns
	s.Tasks = append(slices.Clip(s.Tasks), a.Tasks...)
	return s
}

// CanMerge reports whether the actor may let the record go up in another one now.
func (p *Process) CanMerge(s State, in Inputs) bool {
	m := p.spec.Merge
	return m != nil && s.State == "running" && slices.Contains(m.From, s.Status) && len(s.Members) == 0 && p.merges(in)
}

// CanUnmerge reports whether the actor may take the record out again.
func (p *Process) CanUnmerge(s State, in Inputs) bool {
	return p.spec.Merge != nil && s.Aside != nil && p.merges(in)
}

func (p *Process) merges(in Inputs) bool {
	m := p.spec.Merge
	return mayMove(&move{Move: Move{Roles: m.Roles, Owner: m.Owner}}, in, in.Owner)
}

// merge puts the work aside and lets the record follow another one, which the caller has found fit for it.
func (r *run) merge() {
	m := r.p.spec.Merge
	switch {
	case m == nil:
		r.fault("process.merge_off", "/kind")
	case !r.p.merges(r.in):
		r.fault("process.merge_not_allowed", "/kind")
	case r.s.Aside != nil:
		r.fault("process.merge_twice", "/kind")
	case len(r.s.Members) > 0:
		r.fault("process.merge_leads", "/kind", "count", len(r.s.Members))
	case r.s.State != "running" || !slices.Contains(m.From, r.s.Status):
		r.fault("process.merge_not_here", "/kind", "status", r.p.statusTitle(r.s.Status, r.in.Actor.Language))
	case slices.ContainsFunc(r.s.Tokens, func(t Token) bool { return t.Effect != "" }):
		r.fault("process.merge_calling", "/kind")
	}
	if m != nil {
		r.commented(m.Comment)
	}
	if r.broken() {
		return
	}
	was := r.s.Status
	r.s.Aside = &Aside{Into: r.cmd.To, By: r.in.Actor.ID, At: r.now, Status: was, Since: r.s.StatusSince, Owner: r.owner,
		Scopes: r.s.Scopes, Tokens: r.s.Tokens, Path: r.s.Path, Returns: r.s.Returns}
	for _, key := range m.Carry {
		if v := r.in.Get(key); v != nil {
			if r.s.Aside.Values == nil {
				r.s.Aside.Values = map[string]any{}
			}
			r.s.Aside.Values[key] = v
		}
	}
	r.emit(Event{Type: "merged", Status: was, User: r.in.Actor.ID, Text: r.cmd.Comment, Data: map[string]any{"into": r.cmd.To}})
	r.layAside()
	r.s.Scopes = []Region{{Gen: r.gen()}}
	r.s.Tokens, r.s.Path, r.s.Returns = []Token{}, nil, nil
	r.s.State = "merged"
	r.turn(was, m.Status, r.now)
	r.s.Visits = append(r.s.Visits, Visit{Status: m.Status, Gen: r.gen(), At: r.now})
	r.own()
}

// layAside takes the open tasks of the flow away and ends the stays at its nodes.
func (r *run) layAside() {
	rest := r.s.Tasks[:0]
	for _, t := range r.s.Tasks {
		if t.State != "open" || t.Token == 0 {
			rest = append(rest, t)
			continue
		}
		delete(r.s.Urged, t.ID)
		r.s.Aside.Tasks = append(r.s.Aside.Tasks, t)
		r.emit(Event{Type: "task_cancelled", Task: t.ID, Node: t.Node, Users: undecided(t.People)})
	}
	r.s.Tasks = rest
	for i := range r.s.Visits {
		if v := &r.s.Visits[i]; v.Left.IsZero() {
			v.Left = r.now
		}
	}
}

// turn changes the status beside the flow: clocks rest or run on, none is started or stopped by it.
func (r *run) turn(from, to string, since time.Time) {
	r.emit(Event{Type: "status_left", Status: from, To: to})
	r.s.Status, r.s.StatusSince = to, since
	r.place()
	r.emit(Event{Type: "status_entered", Status: to, From: from})
	r.pauses()
}

// unmerge puts everything back: status, owner, work and clocks. What the customer was still to be told about the other
// record is not owed any more.
func (r *run) unmerge() {
	a := r.s.Aside
	switch {
	case a == nil:
		r.fault("process.merge_none", "/kind")
	case !r.p.merges(r.in):
		r.fault("process.merge_not_allowed", "/kind")
	}
	if !r.broken() {
		r.takeOut()
	}
}

// takeOut is the unmerging itself, whoever wants it.
func (r *run) takeOut() {
	a := r.s.Aside
	r.emit(Event{Type: "unmerged", Status: a.Status, User: r.in.Actor.ID, Text: r.cmd.Comment, Data: map[string]any{"from": a.Into}})
	r.disown(a)
	was := r.s.Status
	r.s = a.restored(r.s)
	r.s.part()
	r.turn(was, a.Status, a.Since)
	if a.Owner != "" {
		r.ownedBy(a.Owner, "")
	}
	for i := range r.s.Visits {
		if v := &r.s.Visits[i]; v.Left.IsZero() {
			v.Left = r.now
		}
	}
	for _, t := range r.s.Tokens {
		r.s.Visits = append(r.s.Visits, Visit{Node: t.Node, Status: r.s.Status, Gen: r.gen(), At: r.now})
	}
	for _, t := range a.Tasks {
		r.emit(Event{Type: "task_opened", Task: t.ID, Node: t.Node, Users: users(t.People), Key: r.p.spec.TaskMessage})
	}
}

// disown settles what was promised in the name of the other record and is still open.
func (r *run) disown(a *Aside) {
	for i, e := range r.ledger {
		if e.Kept() || e.At.Before(a.At) || !slices.ContainsFunc(a.Visits, func(v Visit) bool {
			p := r.p.promise(e.Promise)
			return p != nil && slices.Contains(p.Statuses, v.Status)
		}) {
			continue
		}
		r.cancelTasks(func(t Task) bool { return t.AdHoc != nil && t.AdHoc.Promise == e.ID })
		r.waiveEntry(i, "", "unmerged", "")
	}
}

// merge checks where records may go up, and what follows from it.
func (c *compiler) merge() {
	m := c.spec.Merge
	if m == nil {
		return
	}
	if c.scope.Relations[m.Field] != c.spec.Form {
		c.add("process.merge_field", "/merge/field", "field", m.Field)
	} else if c.scope.Traits != nil {
		if readOnly, _ := c.scope.Traits(m.Field); !readOnly {
			c.add("process.merge_field", "/merge/field", "field", c.label(m.Field))
		}
	}
	c.statusKnown(m.Status, "/merge/status")
	if c.stands(m.Status) || slices.Contains(m.From, m.Status) {
		c.add("process.merge_status", "/merge/status", "status", m.Status)
	}
	for i, s := range m.From {
		c.statusKnown(s, "/merge/from/"+strconv.Itoa(i))
	}
	for i, s := range m.Into {
		c.statusKnown(s, "/merge/into/"+strconv.Itoa(i))
	}
	for i, role := range m.Roles {
		c.known("role", role, "/merge/roles/"+strconv.Itoa(i), "process.role_unknown")
	}
	if len(m.Roles) == 0 && !m.Owner {
		c.faults.Warn("process.move_nobody", "/spec/merge", "move", m.Field)
	}
	c.carried(m)
	c.letters(m)
}

// stands reports whether a step stands in a status or a move leaves it.
func (c *compiler) stands(status string) bool {
	return slices.ContainsFunc(c.spec.Nodes, func(n Node) bool { return n.Status == status }) ||
		slices.ContainsFunc(c.spec.Moves, func(m Move) bool { return slices.Contains(m.From, status) })
}

func (c *compiler) carried(m *Merge) {
	c.fieldsKnown(m.Carry, "/merge/carry")
	for i, key := range m.Carry {
		if c.scope.Traits == nil {
			continue
		}
		if _, personal := c.scope.Traits(key); personal {
			c.add("process.merge_personal", "/merge/carry"+problem.Pointer(i), "field", c.label(key))
		}
	}
}

// letters compiles the letters that the customers of merged records get too.
func (c *compiler) letters(m *Merge) {
	c.p.says = map[string][]action.CompiledUse{}
	for i, key := range m.Messages {
		settings, err := json.Marshal(map[string]any{"to": []any{map[string]any{"customer": true}}, "message": key})
		if err != nil {
			continue // texts can be written
		}
		c.p.says[key] = c.uses([]action.Use{{Key: "say", Do: "notify", Settings: settings}}, "/merge/messages"+problem.Pointer(i))
	}
}
