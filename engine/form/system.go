package form

import (
	"slices"
	"strings"

	"huiyin/engine/expression"
	"huiyin/engine/query"
)

// systemShape are the names expressions may read beside the fields; old is added by each form.
var systemShape = expression.Shape{
	"record": expression.MapOf(map[string]expression.Type{
		"id": expression.String, "no": expression.String, "title": expression.String, "status": expression.String,
		"statusSince": expression.DateTime, "createdAt": expression.DateTime, "createdBy": expression.String,
		"channel": expression.String, "owner": expression.String, "submitter": expression.String,
		"resolution": expression.String, "promisesOpen": expression.Number, "duplicates": expression.Number,
	}),
	"user": expression.MapOf(map[string]expression.Type{
		"id": expression.String, "name": expression.String, "roles": expression.ListOf(expression.String),
		"department": expression.String, "kind": expression.String,
	}),
	"now": expression.DateTime, "today": expression.Date, "working": expression.Boolean,
	"task": expression.MapOf(map[string]expression.Type{"title": expression.String}), // of the task a message is about
	"link": expression.MapOf(map[string]expression.Type{
		"track": expression.String, "record": expression.String, "confirm": expression.String,
	}),
}

// systemTests are the names conditions may test beside the fields.
var systemTests = map[string]query.FieldShape{
	"record.id": {Kind: query.KindReference}, "record.no": {Kind: query.KindText}, "record.title": {Kind: query.KindText},
	"record.status": {Kind: query.KindOption}, "record.resolution": {Kind: query.KindOption}, "record.channel": {Kind: query.KindOption},
	"record.statusSince": {Kind: query.KindDatetime}, "record.createdAt": {Kind: query.KindDatetime},
	"record.updatedAt": {Kind: query.KindDatetime}, "record.due": {Kind: query.KindDatetime},
	"record.createdBy": {Kind: query.KindReference}, "record.owner": {Kind: query.KindReference}, "record.submitter": {Kind: query.KindReference},
	"record.promisesOpen": {Kind: query.KindNumber}, "record.duplicates": {Kind: query.KindNumber},
	"user.id": {Kind: query.KindReference}, "user.name": {Kind: query.KindText}, "user.kind": {Kind: query.KindOption},
	"user.department": {Kind: query.KindReference}, "user.roles": {Kind: query.KindOption, List: true},
	"working": {Kind: query.KindBoolean}, "today": {Kind: query.KindDate}, "now": {Kind: query.KindDatetime},
}

// head is the first part of a dotted name.
func head(name string) string {
	first, _, _ := strings.Cut(name, ".")
	return first
}

func contains(list []string, s string) bool { return slices.Contains(list, s) }
