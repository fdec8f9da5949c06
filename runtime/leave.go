package runtime

import (
	"context"
	"errors"
	"slices"

	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/engine/problem"
	"huiyin/engine/query"
)

// Leaving takes the open work of users who leave and hands it to others, record by record.
type Leaving struct {
	People    *People
	Submitter *Submitter
}

// Duties are what a user holds: records under way that they own or have open work on, the departments they head and
// the people they stand in for.
type Duties struct {
	Count   int64
	Records []*engine.Record // the first ones
	Heads   []*Department
	Acts    []*User
}

// Handed tells how far handing over has come.
type Handed struct {
	Moved int
	To    map[string]int // records that each person got something of, by user id
	Stuck []Stuck        // what nobody can take
	More  bool           // there is more to do: ask again
}

// Stuck is a record whose work could not be given to anybody, and why.
type Stuck struct {
	Record   *engine.Record
	Problems problem.List
}

// sources are all forms with a process.
func (l Leaving) sources() []Source {
	var out []Source
	for _, app := range l.Submitter.Apps.All() {
		for _, f := range app.Forms() {
			if f.Spec().Process != "" {
				out = append(out, Source{App: app, Form: f})
			}
		}
	}
	return out
}

// held are the records on which somebody has open work, or which they own while those are under way.
func held(user string) query.Condition {
	return query.Condition{Any: []query.Condition{
		{Field: "people.working", Op: "has", Value: user},
		{All: []query.Condition{{Field: "people.owner", Op: "eq", Value: user}, {Field: "proc.state", Op: "eq", Value: "running"}}},
	}}
}

// Duties lists what a user holds, with at most limit records.
func (l Leaving) Duties(ctx context.Context, user string, limit int) (Duties, error) {
	lists, from := Lists{Submitter: l.Submitter}, l.sources()
	var out Duties
	var err error
	if out.Count, err = lists.CountWork(ctx, from, held(user)); err != nil {
		return out, err
	}
	out.Records, _, err = lists.across(ctx, from, query.Query{Where: held(user), Sort: []query.Sort{{Field: "due"}, {Field: "createdAt"}}, Limit: limit, Fields: worked})
	if err != nil {
		return out, err
	}
	users, departs, err := l.People.snapshot(ctx)
	if err != nil {
		return out, err
	}
	for _, d := range departs {
		if d.Head == user {
			out.Heads = append(out.Heads, d)
		}
	}
	for _, u := range users {
		if u.Active && u.Away != nil && u.Away.Substitute == user && l.People.Now().Before(u.Away.To) {
			out.Acts = append(out.Acts, u)
		}
	}
	slices.SortFunc(out.Heads, func(a, b *Department) int { return compareNames(a.Name, b.Name, a.ID, b.ID) })
	slices.SortFunc(out.Acts, func(a, b *User) int { return compareNames(a.Name, b.Name, a.ID, b.ID) })
	return out, nil
}

// Check refuses a receiver who cannot take anything: problem user.receiver_unknown.
func (l Leaving) Check(ctx context.Context, user, to string) error {
	if to == "" {
		return nil
	}
	u, err := l.People.User(ctx, to)
	if err != nil && !errors.Is(err, ErrGone) {
		return err
	}
	if err != nil || !u.Active || to == user {
		return problem.List{problem.New("user.receiver_unknown", "/to")}
	}
	return nil
}

// HandOver gives the work of a user away, at most limit records at a time: to one person, or with to empty to whom the
// rules of each process name. by says who the administrator is in an app. What nobody can take is told, and stays.
func (l Leaving) HandOver(ctx context.Context, by func(app string) access.Principal, user, to string, limit int) (Handed, error) {
	out := Handed{To: map[string]int{}, Stuck: []Stuck{}}
	for _, s := range l.sources() {
		for after := ""; ; {
			page, err := l.Submitter.Store.Find(ctx, RecordsOf(s.App.Key, s.Form.Key()), query.Query{
				Where: Living(held(user)), Sort: []query.Sort{{Field: "_id"}}, Limit: 50, After: after, Fields: worked})
			if err != nil {
				return out, err
			}
			for _, doc := range page.Documents {
				if out.Moved >= limit {
					out.More = true
					return out, nil
				}
				r, err := l.Submitter.Codec.Decode(doc.Body, s.Form)
				if err != nil {
					return out, err
				}
				if err := l.one(ctx, by(s.App.Key), s, r, engine.Handover{From: user, To: to}, &out); err != nil {
					return out, err
				}
			}
			if after = page.Next; after == "" {
				break
			}
		}
	}
	return out, nil
}

func (l Leaving) one(ctx context.Context, by access.Principal, s Source, r *engine.Record, h engine.Handover, out *Handed) error {
	done, err := l.Submitter.Submit(ctx, Request{App: s.App.Key, ID: r.ID, Submission: engine.Submission{
		Form: s.Form.Key(), Kind: "handover", Over: h, Who: by, Channel: "console"}})
	var problems problem.List
	switch {
	case err == nil:
		out.Moved++
		if done.Record != nil {
			for _, got := range takers(r.People, done.Record.People) {
				out.To[got]++
			}
		}
	case errors.As(err, &problems):
		out.Stuck = append(out.Stuck, Stuck{Record: r, Problems: problems})
	case !errors.Is(err, ErrGone):
		return err
	}
	return nil
}

// takers are those who own a record now, or work on it, and did not before.
func takers(before, after engine.People) []string {
	var out []string
	if after.Owner != before.Owner && after.Owner != "" {
		out = append(out, after.Owner)
	}
	for _, user := range after.Working {
		if !slices.Contains(before.Working, user) && !slices.Contains(out, user) {
			out = append(out, user)
		}
	}
	return out
}

func compareNames(a, b, idA, idB string) int {
	if a+"\x00"+idA < b+"\x00"+idB {
		return -1
	}
	return 1
}
