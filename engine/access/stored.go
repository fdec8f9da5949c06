package access

import (
	"strings"

	"huiyin/engine/query"
)

// system maps the record.* names that people write in conditions to paths of the stored document.
var system = map[string]string{
	"record.id": "_id", "record.no": "no", "record.title": "title", "record.status": "proc.status",
	"record.owner": "people.owner", "record.submitter": "people.submitter", "record.channel": "channel",
	"record.createdAt": "createdAt", "record.updatedAt": "updatedAt", "record.createdBy": "createdBy",
	"record.statusSince": "proc.statusSince", "record.resolution": "proc.resolution", "record.due": "due",
}

// Path returns the document path of a field as people name it: "title" is "data.title", "record.status" is "proc.status".
func Path(field string) string {
	if p, ok := system[field]; ok {
		return p
	}
	if strings.HasPrefix(field, "data.") || field == "_id" {
		return field
	}
	return "data." + field
}

// SortPath is Path for what a list is sorted by: statuses come in the order of their process, which every record keeps
// its place in, not in that of their keys.
func SortPath(field string) string {
	if field == "record.status" {
		return "rank"
	}
	return Path(field)
}

// Stored rewrites a condition over fields into one over stored documents.
func Stored(c query.Condition) query.Condition {
	out := c
	out.All, out.Any = stored(c.All), stored(c.Any)
	if c.Not != nil {
		n := Stored(*c.Not)
		out.Not = &n
	}
	if c.Field != "" {
		out.Field = Path(c.Field)
	}
	if c.ValueField != "" {
		out.ValueField = Path(c.ValueField)
	}
	return out
}

func stored(list []query.Condition) []query.Condition {
	if list == nil {
		return nil
	}
	out := make([]query.Condition, len(list))
	for i, c := range list {
		out[i] = Stored(c)
	}
	return out
}
