package httpapi

import "huiyin/runtime"

// operation is a route that programs may use with a token.
type operation struct {
	scope  string // that the token must have; "" = any token
	anyApp bool   // belongs to no app, and a token for some apps may use it all the same
}

const (
	formPath   = "/apps/:app/forms/:form"
	recordPath = formPath + "/records/:id"
)

// operations are the routes for programs, as declared. A route that is not here is for people only.
var operations = map[string]operation{
	"GET /tasks":                          {scope: runtime.ScopeRead},
	"GET /tasks/count":                    {scope: runtime.ScopeRead},
	"GET /mine":                           {scope: runtime.ScopeRead},
	"GET /inbox":                          {scope: runtime.ScopeRead},
	"GET /inbox/count":                    {scope: runtime.ScopeRead},
	"GET /departments":                    {scope: runtime.ScopeRead, anyApp: true},
	"GET /apps/:app/people":               {scope: runtime.ScopeRead},
	"GET " + formPath + "/":               {scope: runtime.ScopeRead},
	"GET " + formPath + "/columns":        {scope: runtime.ScopeRead},
	"GET " + formPath + "/options/:field": {scope: runtime.ScopeRead},
	"GET " + formPath + "/similar":        {scope: runtime.ScopeRead},
	"GET " + formPath + "/records":        {scope: runtime.ScopeRead},
	"GET " + formPath + "/export":         {scope: runtime.ScopeRead},
	"GET " + recordPath:                   {scope: runtime.ScopeRead},
	"GET " + recordPath + "/alike":        {scope: runtime.ScopeRead},
	"GET " + recordPath + "/timeline":     {scope: runtime.ScopeRead},
	"GET " + recordPath + "/comments":     {scope: runtime.ScopeRead},
	"GET " + recordPath + "/messages":     {scope: runtime.ScopeRead},
	"GET /files/:id":                      {scope: runtime.ScopeRead, anyApp: true},
	"POST /files":                         {scope: runtime.ScopeSubmit, anyApp: true},
	"POST " + formPath + "/records":       {scope: runtime.ScopeSubmit},
	"GET " + formPath + "/external/:id":   {scope: runtime.ScopeRead},
	"PUT " + formPath + "/external/:id":   {scope: runtime.ScopeSubmit},
	"PATCH " + recordPath:                 {scope: runtime.ScopeWrite},
	"DELETE " + recordPath:                {scope: runtime.ScopeWrite},
	"POST " + recordPath + "/act":         {scope: runtime.ScopeWrite},
	"POST " + recordPath + "/follow":      {scope: runtime.ScopeWrite},
	"POST " + recordPath + "/comments":    {scope: runtime.ScopeWrite},
	"POST /inbox/read-all":                {scope: runtime.ScopeWrite},
	"POST /inbox/:id/read":                {scope: runtime.ScopeWrite},
	"GET /messages":                       {scope: runtime.ScopeAdmin},
	"POST /messages/:id/resend":           {scope: runtime.ScopeAdmin},
	"GET /incidents":                      {scope: runtime.ScopeAdmin},
	"POST /incidents/:id/:decision":       {scope: runtime.ScopeAdmin},
	"GET /connectors":                     {scope: runtime.ScopeAdmin},
	"GET /audit":                          {scope: runtime.ScopeAdmin},
	"GET /system":                         {scope: runtime.ScopeAdmin},
}
