package effect

import (
	"maps"
	"slices"
	"sort"
	"strings"
	"time"

	"huiyin/engine/query"
)

// NeedKind names a question that only runtime can answer.
type NeedKind string

// The questions there are.
const (
	NeedRecord  NeedKind = "record"  // one record by form and id -> Answer.Records (0 or 1)
	NeedQuery   NeedKind = "query"   // records of a form that match Where, Sort, Limit -> Answer.Records
	NeedCount   NeedKind = "count"   // number of records of a form that match Where -> Answer.Count
	NeedUnique  NeedKind = "unique"  // who holds the unique key Text -> Answer.Holder ("" = free)
	NeedCounter NeedKind = "counter" // next number of counter Text -> Answer.Count; a draw survives retries
	NeedPeople  NeedKind = "people"  // active users by Role, Department, IDs -> Answer.People by id, with open task counts
	NeedNamed   NeedKind = "named"   // active users, or departments, called Text; Per is "user" or "department" -> Answer.Named
	NeedTotal   NeedKind = "total"   // what Text says, "sum:amount", over the records of a form that match Where -> Answer.Total
	NeedAddress NeedKind = "address" // whether connector Text, whose definition says no address, was given one -> Answer.Count 1 or 0
	NeedSimilar NeedKind = "similar" // records of a form with a text like Text -> Answer.Similar, best first
)

// Need is one question. Key is the question in canonical form: equal questions have equal keys and are asked once.
type Need struct {
	Key   string          `json:"key"`
	Kind  NeedKind        `json:"kind"`
	Form  string          `json:"form,omitempty"`
	IDs   []string        `json:"ids,omitempty"`
	Where query.Condition `json:"where,omitzero"`
	Sort  []query.Sort    `json:"sort,omitempty"`
	Limit int             `json:"limit,omitempty"`
	Role  string          `json:"role,omitempty"`
	// Department asks for the members of a department; Head for its head only; IDs for chosen users.
	Department string `json:"department,omitempty"`
	Head       bool   `json:"head,omitempty"`
	Text       string `json:"text,omitempty"`
	// Per, for a total: not one, but the greatest value of each of the values that this field holds, apart in Answer.Groups.
	Per string `json:"per,omitempty"`
	// Load, for people: count open work as open tasks in this app.
	Load bool `json:"load,omitempty"`
}

// Answer is what runtime found. Only the part its Need names is set.
type Answer struct {
	Records []Found   `json:"records,omitempty"`
	Count   int64     `json:"count,omitempty"`
	Holder  string    `json:"holder,omitempty"`
	People  []Person  `json:"people,omitempty"`
	Similar []Similar `json:"similar,omitempty"`
	Named   []Named   `json:"named,omitempty"`
	Total   any       `json:"total,omitempty"` // number or text; nil when there is nothing to work it out from
	// Groups are the totals by the values of Need.Per, Rest the sum over records without one.
	Groups map[string]float64 `json:"groups,omitempty"`
	Rest   float64            `json:"rest,omitempty"`
}

// Found is another record as decisions may read it: its plain data, with personal fields opened.
type Found struct {
	ID           string            `json:"id"`
	Form         string            `json:"form"`
	No           string            `json:"no,omitempty"`
	Title        string            `json:"title,omitempty"`
	Status       string            `json:"status,omitempty"`
	Data         map[string]any    `json:"data"`
	People       map[string]string `json:"people,omitempty"`
	Channel      string            `json:"channel,omitempty"`
	Participants []string          `json:"participants,omitempty"`
	Department   string            `json:"department,omitempty"` // the owner's

	State   string   `json:"state,omitempty"`   // of its process
	Into    string   `json:"into,omitempty"`    // record it went up in
	Follows string   `json:"follows,omitempty"` // the status of that one that it has heard of
	Owed    []string `json:"owed,omitempty"`    // customers who are still to be told something
	Members int      `json:"members,omitempty"` // records that went up in it
}

// Person is an active user with what owner rules weigh.
type Person struct {
	ID         string    `json:"id"`
	Name       string    `json:"name"`
	Email      string    `json:"email,omitempty"`
	Language   string    `json:"language,omitempty"`
	Department string    `json:"department,omitempty"`
	Substitute string    `json:"substitute,omitempty"` // who acts while this person is away now; "" = present
	Invited    bool      `json:"invited,omitempty"`    // has chosen no password yet, so cannot see any work
	Open       int       `json:"open"`                 // open tasks, when asked with Load
	LastTask   time.Time `json:"lastTask,omitzero"`    // when the person last got one, breaks ties
	Found      *Origin   `json:"-"`                    // how a people rule came to the person
}

// Origin is how somebody was found for work. By is a way of a people rule, or owner, teller (tells the same customer
// other things) and administrators (nobody else was found); Of is what the way looks at: a role, a field, a form, or
// a name such as submitter.
type Origin struct {
	By   string `json:"by"`
	Of   string `json:"of,omitempty"`
	Pick string `json:"pick,omitempty"` // how one of several was chosen
	Last bool   `json:"last,omitempty"` // the ways of the rule asked first found nobody
	Rule string `json:"rule,omitempty"` // the people rule that then found them
}

// Named is a user or department; Text tells it from others of the same name.
type Named struct {
	ID   string `json:"id"`
	Text string `json:"text"`
}

// Similar is a record whose text is like the one asked about. Score is 0..1.
type Similar struct {
	ID    string  `json:"id"`
	No    string  `json:"no"`
	Title string  `json:"title"`
	Score float64 `json:"score"`
}

// Ask carries the answers found so far into a decision and the new questions out of it.
// A decision that gets ok == false from Get goes on as far as it can (so that several questions travel
// together) and must not be committed; the caller asks runtime for Missing and decides again from the start.
type Ask struct {
	answers map[string]Answer
	missing map[string]Need
	used    map[string]bool
	people  map[string]Person // everybody in the answers, once somebody is asked for by id
}

// NewAsk starts a round with the answers of earlier rounds, which it does not change.
func NewAsk(answers map[string]Answer) *Ask {
	return &Ask{answers: answers, used: map[string]bool{}}
}

// Get returns the answer to n, or notes n as missing and returns ok == false.
func (a *Ask) Get(n Need) (Answer, bool) {
	n.Key = n.canonical()
	a.used[n.Key] = true
	if got, ok := a.answers[n.Key]; ok {
		return got, true
	}
	if people, ok := a.known(n); ok {
		return Answer{People: people}, true
	}
	if a.missing == nil {
		a.missing = map[string]Need{}
	}
	a.missing[n.Key] = n
	return Answer{}, false
}

// known answers who people are when they all came with earlier answers, which saves a round: whoever is chosen from a
// role is told about the task. Open tasks are not counted in it, so a question that wants them is asked.
func (a *Ask) known(n Need) ([]Person, bool) {
	if n.Kind != NeedPeople || len(n.IDs) == 0 || n.Load || n.Head || n.Role != "" || n.Department != "" {
		return nil, false
	}
	if a.people == nil {
		a.people = map[string]Person{}
		for _, key := range slices.Sorted(maps.Keys(a.answers)) {
			for _, p := range a.answers[key].People {
				p.Open, p.LastTask = 0, time.Time{}
				a.people[p.ID] = p
			}
		}
	}
	out := make([]Person, 0, len(n.IDs))
	for _, id := range n.IDs {
		p, ok := a.people[id]
		if !ok {
			return nil, false
		}
		out = append(out, p)
	}
	slices.SortFunc(out, func(x, y Person) int { return strings.Compare(x.ID, y.ID) })
	return slices.CompactFunc(out, func(x, y Person) bool { return x.ID == y.ID }), true
}

// Waits reports whether there are unanswered questions.
func (a *Ask) Waits() bool { return len(a.missing) > 0 }

// Missing returns the unanswered questions, ordered by key.
func (a *Ask) Missing() []Need {
	out := make([]Need, 0, len(a.missing))
	for _, n := range a.missing {
		out = append(out, n)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Key < out[j].Key })
	return out
}

// Used returns the keys of the answers the decision read, ordered; history records them.
func (a *Ask) Used() []string {
	out := make([]string, 0, len(a.used))
	for k := range a.used {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}
