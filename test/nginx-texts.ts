/** A site of nginx before Gunicorn, as people write it who have read the guide; two of its three headers are there. */
export const gunicornSite = `# Two workers are enough for a small machine.
worker_processes 2; # not Gunicorn's
pid logs/nginx.pid;
error_log logs/error.log warn;

events {
  worker_connections 512; # one client needs two
  accept_mutex off;
}

http {
  include mime.types;
  default_type application/octet-stream;
  access_log logs/access.log combined;
  sendfile on;

  upstream shop {
    # try again at once
    server unix:/run/shop.sock fail_timeout=0;
    # server 10.0.0.5:8000 fail_timeout=0;
  }

  server {
    # nobody else's name
    listen 8081 default_server;
    return 444;
  }

  server {
    listen 8081;
    server_name shop.example www.shop.example;
    client_max_body_size 20m;
    keepalive_timeout 5;
    root /srv/shop/public;

    location / {
      # a file, else the application
      try_files $uri @shop;
    }

    location @shop {
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      # when there is HTTPS
      # proxy_set_header X-Forwarded-Proto https;
      proxy_set_header Host $http_host; # as the client wrote it
      # nothing clever
      proxy_redirect off;
      proxy_pass http://shop;
    }

    location /stream/ {
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_set_header X-Forwarded-Proto $scheme;
      proxy_buffering off;
      proxy_pass http://shop;
    }

    error_page 500 502 503 504 /500.html;
    location = /500.html {
      internal;
    }
  }
}
`;
