package store

import (
	"fmt"
	"regexp"
	"slices"

	"huiyin/engine/query"
)

// maxID is the longest id, in bytes.
const maxID = 512

var collectionName = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_.:-]{0,159}$`)

// Check returns ErrInvalid with the reason when no adapter can keep the collection.
func (c Collection) Check() error {
	if !collectionName.MatchString(c.Name) {
		return fmt.Errorf("%w: collection name %q", ErrInvalid, c.Name)
	}
	paths := slices.Concat(c.Lists, c.Texts)
	for _, x := range c.Indexes {
		if len(x.Fields) == 0 {
			return fmt.Errorf("%w: %s: an index without fields", ErrInvalid, c.Name)
		}
		for _, f := range x.Fields {
			paths = append(paths, f.Field)
		}
	}
	for _, p := range paths {
		if !query.ValidPath(p) {
			return fmt.Errorf("%w: %s: path %q", ErrInvalid, c.Name, p)
		}
	}
	return nil
}

// Check returns ErrInvalid or ErrTooLarge for what is wrong with the op whatever the store holds. It does not read
// the body.
func (o Op) Check() error {
	switch {
	case o.ID == "" || len(o.ID) > maxID:
		return fmt.Errorf("%w: id of %d bytes", ErrInvalid, len(o.ID))
	case o.IfRev < AnyRev || o.Body == nil && o.IfRev == 0:
		return fmt.Errorf("%w: revision %d", ErrInvalid, o.IfRev)
	case len(o.Body) > MaxBody:
		return fmt.Errorf("%w: %s/%s has %d bytes", ErrTooLarge, o.Collection, o.ID, len(o.Body))
	}
	return nil
}

// UniqueKeys returns the keys of the op, sorted and without doubles. document is its decoded body. ErrInvalid when
// they are not the body's, or when the collection, unique or not, takes none.
func (o Op) UniqueKeys(document map[string]any, unique bool) ([]string, error) {
	if !unique {
		if len(o.Keys) > 0 {
			return nil, fmt.Errorf("%w: %s takes no unique keys", ErrInvalid, o.Collection)
		}
		return nil, nil
	}
	inBody, ok := KeysIn(document)
	if !ok {
		return nil, fmt.Errorf("%w: %s/%s: a key that is no text", ErrInvalid, o.Collection, o.ID)
	}
	keys := distinct(o.Keys)
	if !slices.Equal(keys, inBody) {
		return nil, fmt.Errorf("%w: %s/%s: keys %q differ from the body's %q", ErrInvalid, o.Collection, o.ID, o.Keys, inBody)
	}
	return keys, nil
}

// KeysIn returns the texts under "keys" in a decoded body, sorted and without doubles; ok tells that there is nothing
// else.
func KeysIn(document map[string]any) (keys []string, ok bool) {
	ok = true
	for _, v := range query.Elements(document["keys"]) {
		s, text := v.(string)
		if !text {
			ok = false
			continue
		}
		keys = append(keys, s)
	}
	return distinct(keys), ok
}

func distinct(list []string) []string {
	out := slices.Clone(list)
	slices.Sort(out)
	return slices.Compact(out)
}
