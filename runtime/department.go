package runtime

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"huiyin/engine/problem"
	"huiyin/runtime/store"
)

// Department is a node of the organisation tree.
type Department struct {
	ID     string `json:"_id"`
	Rev    int64  `json:"rev"`
	Name   string `json:"name"`
	Parent string `json:"parent,omitempty"`
	Head   string `json:"head,omitempty"`
}

// maxDepth is how many departments may stand above each other.
const maxDepth = 50

// Departments returns every department ordered by name.
func (p *People) Departments(ctx context.Context) ([]*Department, error) {
	_, departs, err := p.snapshot(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]*Department, 0, len(departs))
	for _, d := range departs {
		out = append(out, d)
	}
	slices.SortFunc(out, func(a, b *Department) int { return strings.Compare(a.Name+a.ID, b.Name+b.ID) })
	return out, nil
}

// SaveDepartment writes a department; Rev 0 creates. A department without a name, with a name that another one beside
// it has, below one that does not exist, below itself, or with a head who does not exist is refused with a problem.List.
func (p *People) SaveDepartment(ctx context.Context, d *Department) error {
	users, departs, err := p.snapshot(ctx)
	if err != nil {
		return err
	}
	problems := d.check(departs)
	if d.Head != "" && users[d.Head] == nil {
		problems.Add("department.head_unknown", "/head")
	}
	if problems.Err() != nil {
		return problems
	}
	body, err := json.Marshal(d)
	if err != nil {
		return err
	}
	res := p.Store.Write(ctx, store.Op{Collection: Departments, ID: d.ID, IfRev: d.Rev, Body: body})[0]
	if res.Err == nil {
		d.Rev = res.Rev
		p.Forget()
	}
	return res.Err
}

func (d *Department) check(all map[string]*Department) problem.List {
	var problems problem.List
	if d.Name = strings.TrimSpace(d.Name); d.Name == "" {
		problems.Add("department.name_required", "/name")
	}
	for _, other := range all {
		if other.ID != d.ID && other.Parent == d.Parent && other.Name == d.Name {
			problems.Add("department.name_taken", "/name", "name", d.Name)
			break
		}
	}
	if d.Parent == "" {
		return problems
	}
	if _, known := all[d.Parent]; !known {
		problems.Add("department.unknown", "/parent", "department", d.Parent)
	}
	for at, depth := d.Parent, 0; at != "" && depth < maxDepth; depth++ {
		if at == d.ID {
			problems.Add("department.below_itself", "/parent", "name", d.Name)
			break
		}
		above := all[at]
		if above == nil {
			break
		}
		at = above.Parent
	}
	return problems
}

// headsAny reports whether user heads d or a department above it.
func headsAny(all map[string]*Department, d *Department, user string) bool {
	for depth := 0; d != nil && depth < maxDepth; depth++ {
		if d.Head == user {
			return true
		}
		d = all[d.Parent]
	}
	return false
}
