require 'sinatra'

get('/health') { 'ok' }
run Sinatra::Application
